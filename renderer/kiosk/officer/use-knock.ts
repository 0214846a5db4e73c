import { type PointerEvent, useEffect, useRef } from 'react';
import { usePlace } from '../place.ts';
import { cornerAt, knock, noKnocking, pauseMs } from './corner-knock.ts';

/**
 * What a press beside the buttons of the attract screen does. It starts a visit, like everywhere on the glass (K-52); only
 * where officers have a screen, a press in their corner waits a moment for the next one.
 */
export function useKnock(start: () => void): (event: PointerEvent<HTMLElement>) => void {
  const { terminal, officerAct } = usePlace();
  const knocking = useRef(noKnocking);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(waiting.current), []);
  return (event) => {
    const glass = event.currentTarget.getBoundingClientRect();
    const corner = terminal.officer
      ? cornerAt({ x: event.clientX, y: event.clientY }, glass, glass.width / terminal.panel.widthMm)
      : null;
    const { knocking: next, complete } = knock(knocking.current, corner, event.timeStamp);
    knocking.current = next;
    clearTimeout(waiting.current);
    if (complete) officerAct({ act: 'knock' });
    else if (next.presses > 0) waiting.current = setTimeout(start, pauseMs);
    else start();
  };
}
