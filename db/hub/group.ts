import type { Knex } from 'knex';
import { withRetry } from './retry.ts';

/** Most pieces of work that share one commit. */
const largestGroup = 64;

interface Waiting<W, R> {
  work: W;
  done: (result: R) => void;
  fail: (error: unknown) => void;
}

/**
 * Group commit: whoever comes while a transaction is under way goes into the next one, and all of it is answered after
 * its one commit. Nobody waits for company. When a group fails each piece is tried by itself, so that none suffers for another.
 */
export function grouped<W, R>({
  writers,
  transaction,
  one,
}: {
  /** How many transactions run side by side. */
  writers: number;
  transaction: (work: (trx: Knex) => Promise<R[]>) => Promise<R[]>;
  one: (trx: Knex, work: W) => Promise<R>;
}): (work: W) => Promise<R> {
  let waiting: Waiting<W, R>[] = [];
  let busy = 0;

  const together = async (group: Waiting<W, R>[]): Promise<R[]> =>
    await transaction(async (trx) => {
      const results: R[] = [];
      for (const { work } of group) results.push(await one(trx, work));
      return results;
    });

  async function settle(group: Waiting<W, R>[]): Promise<void> {
    try {
      const results = await (group.length === 1 ? withRetry(() => together(group)) : together(group));
      for (const [index, { done }] of group.entries()) done(results[index] as R);
    } catch (error) {
      if (group.length === 1) group[0]?.fail(error);
      else for (const single of group) await settle([single]);
    }
  }

  async function write(): Promise<void> {
    if (busy >= writers) return;
    busy += 1;
    while (waiting.length > 0) {
      const group = waiting.slice(0, largestGroup);
      waiting = waiting.slice(largestGroup);
      await settle(group);
    }
    busy -= 1;
  }

  return (work) =>
    new Promise<R>((done, fail) => {
      waiting.push({ work, done, fail });
      void write();
    });
}
