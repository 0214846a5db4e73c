/**
 * The gesture that asks for the officer's screen: five presses in the lower left corner and one in the lower right, none
 * later than a moment after the one before. Both corners are in reach of a seated person (K-18), hold nothing to press,
 * and nobody presses the same empty corner five times and then the other one by accident.
 */
const cornerMm = 24;
export const pauseMs = 1500;
const leftPresses = 5;

export type Corner = 'left' | 'right' | null;

/** The presses in the lower left corner so far, and when the last one was (any clock in ms). */
export interface Knocking {
  presses: number;
  lastAt: number;
}
export const noKnocking: Knocking = { presses: 0, lastAt: Number.NEGATIVE_INFINITY };

/** Takes in one press. `complete`: the officer's screen is asked for. */
export function knock(before: Knocking, corner: Corner, at: number): { knocking: Knocking; complete: boolean } {
  const presses = at - before.lastAt <= pauseMs ? before.presses : 0;
  if (corner === 'left') return { knocking: { presses: presses + 1, lastAt: at }, complete: false };
  return { knocking: noKnocking, complete: corner === 'right' && presses >= leftPresses };
}

/** In which corner of `glass` a point lies, both in CSS pixels; `mm` of them make one millimetre. */
export function cornerAt(point: { x: number; y: number }, glass: DOMRect, mm: number): Corner {
  if (point.y < glass.bottom - cornerMm * mm) return null;
  if (point.x <= glass.left + cornerMm * mm) return 'left';
  return point.x >= glass.right - cornerMm * mm ? 'right' : null;
}
