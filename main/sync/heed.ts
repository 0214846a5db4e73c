import type { Journal } from '../../db/terminal/journal.ts';
import type { Decision } from '../../wire/answer.ts';

/** What came of an answer that speaks of our stream. Of these, only `moved` is a success. */
export type Heeded = 'moved' | 'conflict' | 'one by one' | 'impostor' | 'no progress';

/**
 * Does to the journal what a hub's answer to a push says: moves the watermark to what it has, there or back; begins a new
 * stream where it holds other bytes.
 *
 * A hub that has more of the stream than there is here, or other bytes further on, speaks of a disk that this one is an older
 * copy of. What it took of this push it has all the same; of a push of several it is not known which of them it holds
 * differently: they are sent one by one until that one is found, so that no fact gets there twice.
 */
export async function heed(
  journal: Pick<Journal, 'acknowledge' | 'forkStream'>,
  decision: Extract<Decision, { next: 'acknowledge' | 'rewind' | 'fork' }>,
  sent: { from: number; count: number; tip: Buffer },
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
    // An answer of old, come again: true, but not about this push. At once once more would be for ever.
    if (upto < sent.from) return isOurs ? 'no progress' : 'impostor';
    if (isOurs) return 'moved';
    const end = sent.from + sent.count - 1;
    return (await journal.acknowledge({ stream, upto: end, tip: sent.tip })) ? 'moved' : 'impostor';
  }
  if (decision.next === 'fork' && sent.count > 1) return 'one by one';
  if (!isOurs || decision.next === 'fork') await journal.forkStream(stream);
  return 'conflict';
}
