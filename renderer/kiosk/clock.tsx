import { useEffect, useState } from 'react';
import { localeOf } from '../../shared/day.ts';
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
  return new Intl.DateTimeFormat(localeOf(view.language), {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'Asia/Ho_Chi_Minh',
  }).format(now);
}

export function Clock() {
  const time = useClock();
  return <time>{time}</time>;
}
