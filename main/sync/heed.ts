import type { Journal } from '../../db/terminal/journal.ts';
import type { Decision } from './answer.ts';

/** What came of an answer that speaks of our stream. Of these, only `moved` is a success. */
export type Heeded = 'moved' | 'conflict' | 'impostor' | 'no progress';

/**
 * Does to the journal what a hub's answer to a push says: moves the watermark to what it has, there or back; begins a new
 * stream where it holds other bytes. `from`: the first sequence of the push.
 */
export async function heed(
  journal: Pick<Journal, 'acknowledge' | 'forkStream'>,
  decision: Extract<Decision, { next: 'acknowledge' | 'rewind' | 'fork' }>,
  from: number,
): Promise<Heeded> {
  const { s: stream, upto, tip } = decision.have;
  const city = decision.next === 'acknowledge' ? decision.reply.up?.upto : undefined;
  const isOurs = await journal.acknowledge({
    stream,
    upto,
    tip: Buffer.from(tip, 'hex'),
    ...(city === undefined ? {} : { city }),
  });
  if (decision.next === 'acknowledge') {
    if (!isOurs) return 'impostor';
    // An answer of old, come again: true, but not about this push. At once once more would be for ever.
    return upto < from ? 'no progress' : 'moved';
  }
  if (!isOurs || decision.next === 'fork') await journal.forkStream(stream);
  return 'conflict';
}
