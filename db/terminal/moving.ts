import type { Knex } from 'knex';
import { chainNext, chainStart } from '../chain.ts';
import { unsentAfter } from './pending.ts';
import { beginStream, type Gap, hashAt, type StreamTip } from './stream.ts';

const rowsAtOnce = 500;

/**
 * Moves what no hub has from these streams to a new one of this device, in the same order, chained anew; the bytes of the
 * facts stay as they were. The old streams end where the hub has them.
 */
export async function moveUnsent(
  trx: Knex,
  streams: StreamTip[],
  { dev, begun }: { dev: string; begun: number },
): Promise<void> {
  const to = await beginStream(trx, { dev, begun });
  let seq = 0;
  let h = chainStart(dev, to);
  for (const from of streams) {
    let after = from.acked;
    for (;;) {
      const unsent = await unsentAfter(trx, from.stream, after, rowsAtOnce);
      if (unsent.length === 0) break;
      for (const next of unsent) {
        const first = seq + 1;
        if ('body' in next) {
          seq = first;
          after = next.seq;
          h = chainNext(h, next.body);
          await trx('fact').where({ stream: from.stream, seq: next.seq }).update({ stream: to, seq, h });
        } else {
          seq += next.n;
          after = next.seq + next.n - 1;
          // Any hash would do, as the tombstone itself says where the chain goes on; this one can be told again.
          h = chainNext(h, Buffer.from(`${next.why} ${next.n}`));
          await trx('gap').insert({ stream: to, seq: first, n: next.n, why: next.why, h });
        }
      }
    }
    await endGapsAt(trx, from);
  }
}

/** A gap that goes beyond what the hub has ends there from now on. */
async function endGapsAt(trx: Knex, tip: StreamTip): Promise<void> {
  const { stream, acked } = tip;
  await trx('gap').where({ stream }).andWhere('seq', '>', acked).delete();
  const crossing: Gap | undefined = await trx('gap').where({ stream }).whereRaw('seq + n - 1 > ?', [acked]).first();
  if (crossing === undefined) return;
  const h = await hashAt(trx, tip, acked);
  if (h === null) throw new Error(`the hash after record ${acked} of stream ${stream} is not known`);
  await trx('gap')
    .where({ stream, seq: crossing.seq })
    .update({ n: acked - crossing.seq + 1, h });
}
