/** Somebody else was faster at the same place: look again. */
export class LostRace extends Error {}

/** What engines say of a transaction that may simply be tried again: serialisation, deadlock, the same key at once, a busy file. */
const again = new Set(['40001', '40P01', '23505', 'SQLITE_BUSY']);
const mostTries = 6;
const longestWaitMs = 50;

/** Runs a whole transaction until it goes through, at most six times, waiting a random while in between. */
export async function withRetry<T>(transaction: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await transaction();
    } catch (error) {
      if (!mayGoThrough(error) || tries === mostTries) throw error;
      await new Promise((done) => setTimeout(done, Math.random() * longestWaitMs * tries));
    }
  }
}

function mayGoThrough(error: unknown): boolean {
  if (error instanceof LostRace) return true;
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && again.has(error.code);
}
