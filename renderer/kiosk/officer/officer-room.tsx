import { useEffect, useLayoutEffect } from 'react';
import { noteNewPlace } from '../../ui/press-guard.ts';
import { usePlace } from '../place.ts';
import { PinPad } from './pin-pad.tsx';
import { RestartQuestion } from './restart-question.tsx';
import { StatusScreen } from './status-screen.tsx';

const touchedAtMostEveryMs = 1000;

/** The officer's screen in its states; main owns it and knows when it has stood untouched for too long. */
export function OfficerRoom() {
  const { officer, officerAct } = usePlace();
  const { state } = officer;
  useLayoutEffect(() => {
    if (state !== 'closed') noteNewPlace();
  }, [state]);
  useEffect(() => {
    let last = Number.NEGATIVE_INFINITY;
    const touched = ({ timeStamp }: PointerEvent): void => {
      if (timeStamp - last < touchedAtMostEveryMs) return;
      last = timeStamp;
      officerAct({ act: 'touched' });
    };
    addEventListener('pointerdown', touched, { capture: true });
    return () => removeEventListener('pointerdown', touched, { capture: true });
  }, [officerAct]);
  if (state === 'pin') return <PinPad asked={officer} />;
  if (state === 'status') return <StatusScreen status={officer.status} exporting={officer.exporting} />;
  return state === 'restart' ? <RestartQuestion /> : null;
}
