/**
 * Full jitter (Brooker, 'Exponential Backoff And Jitter'): anywhere between now and min(cap, 1 s x 2^failures), so that a
 * city of terminals does not come back in one moment. `random`: 0 to 1.
 */
export function backoffMs(failures: number, random: number, capMs = 5 * 60_000): number {
  return random * Math.min(capMs, 1000 * 2 ** Math.min(failures, 30));
}
