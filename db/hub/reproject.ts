import type { Knex } from 'knex';
import { readable } from './readable.ts';
import { withRetry } from './retry.ts';

export interface Reprojected {
  /** Facts that were kept apart. */
  looked: number;
  /** Those that are understood now. */
  cleared: number;
}

interface Row {
  dev: string;
  stream: string;
  seq: number | string;
  kind: string | null;
  body: Buffer;
  quarantine: string;
}

/** Rows of one transaction: pushes go on in between. */
const pageSize = 500;

/**
 * Looks again at every fact that was not understood when it came, by what this version understands. The bytes and their
 * chain stay; nothing is asked of a terminal again. It may be stopped at any time and run again.
 */
export async function reproject(database: Knex, page = pageSize): Promise<Reprojected> {
  const sum = { looked: 0, cleared: 0 };
  let last: Pick<Row, 'dev' | 'stream' | 'seq'> | null = null;
  for (;;) {
    const after: typeof last = last;
    const rows: Row[] = await withRetry(() => database.transaction((trx) => reprojectPage(trx, after, page)));
    sum.looked += rows.length;
    sum.cleared += rows.filter(({ body }) => readable(body).quarantine === null).length;
    last = rows.at(-1) ?? null;
    if (last === null) return sum;
  }
}

/** The rows of one step, as they were. */
async function reprojectPage(
  trx: Knex,
  after: Pick<Row, 'dev' | 'stream' | 'seq'> | null,
  page: number,
): Promise<Row[]> {
  const rows: Row[] = await trx('landing')
    .whereNotNull('quarantine')
    .modify((query) => {
      if (after !== null) {
        const { dev, stream, seq } = after;
        void query.whereRaw('(dev > ? OR (dev = ? AND (stream > ? OR (stream = ? AND seq > ?))))', [
          dev,
          dev,
          stream,
          stream,
          seq,
        ]);
      }
    })
    .orderBy(['dev', 'stream', 'seq'])
    .limit(page)
    .select('dev', 'stream', 'seq', 'kind', 'body', 'quarantine');
  for (const { dev, stream, seq, kind, body, quarantine } of rows) {
    const meaning = readable(body);
    if (meaning.kind === kind && meaning.quarantine === quarantine) continue;
    await trx('landing').where({ dev, stream, seq }).update(meaning);
  }
  return rows;
}
