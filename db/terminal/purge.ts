import type { Knex } from 'knex';

/** The hash of every so many sequences is kept for ever: a restored hub's old tip can still be checked. */
const milestoneEvery = 1000;

/**
 * Removes the facts of a stream up to this one. In their place stands what is pushed should a hub ask for them again, and
 * the hashes by which its word is checked.
 */
export async function purgeUpto(trx: Knex, stream: string, last: { seq: number; h: Buffer }): Promise<void> {
  const { seq, h } = last;
  const gone = (table: 'fact' | 'gap'): Knex.QueryBuilder => trx(table).where({ stream }).andWhere('seq', '<=', seq);
  await trx('milestone')
    .insert(
      trx('fact')
        .where({ stream })
        .andWhere('seq', '<=', seq)
        .whereRaw('(seq = ? OR seq % ? = 0)', [seq, milestoneEvery])
        .select('stream', 'seq', 'h'),
    )
    .onConflict(['stream', 'seq'])
    .ignore();
  await gone('fact').delete();
  await gone('gap').delete();
  await trx('gap').insert({ stream, seq: 1, n: seq, why: 'purged', h });
}
