/**
 * A double tap must not answer the next question too (K-05): for a moment after the place has changed, presses are
 * ignored. Main ignores a press on an older place as well; this one is for a second tap that lands on the new one.
 */
const settleMs = 350;

let placeSince = Number.NEGATIVE_INFINITY;

export function noteNewPlace(now = performance.now()): void {
  placeSince = now;
}

export function placeIsSettled(now = performance.now()): boolean {
  return now - placeSince >= settleMs;
}
