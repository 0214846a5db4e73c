import { chainOver, readTombstone } from '../chain.ts';
import type { Journal, PendingFacts } from '../terminal/journal.ts';
import { someFact } from './temporary.ts';

export const everything = { records: 1_000_000, bytes: 1_000_000_000 };

/** Records so many facts, in few commits. */
export async function recordMore(journal: Journal, count: number): Promise<void> {
  await Promise.all(Array.from({ length: count }, () => journal.record('difficulty.reported', someFact)));
}

/** What is pending in the oldest stream. */
export async function pending(journal: Journal, limit = everything): Promise<PendingFacts> {
  const facts = await journal.pending(limit);
  if (facts === null) throw new Error('nothing is pending');
  return facts;
}

/** As a hub goes over a push: the chain must lead from its first hash to its last, over as many sequences as it says. */
export function leadsToItsTip({ from, count, previous, tip, lines }: PendingFacts): boolean {
  const end = lines.reduce(chainOver, { seq: from - 1, h: previous });
  return end.h.equals(tip) && end.seq === from - 1 + count;
}

/** For each line: a record, or why there is none. */
export function reasons({ lines }: PendingFacts): string[] {
  return lines.map((line) => {
    const { _t: why } = readTombstone(line) ?? { _t: 'record' };
    return why;
  });
}
