import { useEffect, useState } from 'react';
import { clockIn } from '../../shared/day.ts';
import { usePlace } from './place.ts';

const minuteMs = 60_000;

/** Hours and minutes in the hall; wakes once a minute and not more. */
export function useClock(): string {
  const { view } = usePlace();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setTimeout(() => setNow(Date.now()), minuteMs - (now % minuteMs));
    return () => clearTimeout(timer);
  }, [now]);
  return clockIn(view.language, now);
}

export function Clock() {
  const time = useClock();
  return <time>{time}</time>;
}
