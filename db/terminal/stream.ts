import { randomBytes, randomInt } from 'node:crypto';
import type { Knex } from 'knex';
import type { Tombstone } from '../../shared/sync/tombstone.ts';
import { type ChainPlace, chainStart } from '../chain.ts';

const base32 = 'abcdefghijklmnopqrstuvwxyz234567';
/** Crockford's alphabet: nothing that can be read as something else. */
const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Where a stream stands: whose it is, last sequence, hash after it, up to where a hub has it and the city. */
export interface StreamTip {
  stream: string;
  dev: string;
  seq: number;
  tip: Buffer;
  acked: number;
  city: number;
}

/** `n` sequences from `seq` on that have no row, why, and the chain's hash after them. */
export interface Gap {
  stream: string;
  seq: number;
  n: number;
  why: Tombstone['_t'];
  h: Buffer;
}

/** A name for a new stream: 8 random bytes, so that a rebuilt database can never be taken for the old one. */
function newStreamName(): string {
  const bits = [...randomBytes(8)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => base32[Number.parseInt(five.padEnd(5, '0'), 2)] ?? '').join('');
}

/** A terminal's id until a hub gives it one: 'k' and five characters. */
export function newDeviceName(): string {
  return `k${Array.from({ length: 5 }, () => crockford[randomInt(crockford.length)]).join('')}`;
}

/** Begins a stream; the youngest one is the one that is written to. */
export async function beginStream(database: Knex, { dev, begun }: { dev: string; begun: number }): Promise<string> {
  const stream = newStreamName();
  await database('stream').insert({ stream, dev, begun });
  return stream;
}

interface TipRow {
  stream: string;
  dev: string;
  acked: number;
  city: number;
  fact_seq: number | null;
  fact_h: Buffer | null;
  gap_end: number | null;
  gap_h: Buffer | null;
}

/**
 * All streams in the order in which they were begun, whatever the clock said; the last one is the one being written to. One
 * statement: facts that move from one stream to another meanwhile are in the one or in the other, never in neither.
 */
export async function streamTips(database: Knex): Promise<StreamTip[]> {
  const rows: TipRow[] = await database.raw(
    `SELECT stream, dev, acked, city,
       (SELECT seq FROM fact WHERE fact.stream = s.stream ORDER BY seq DESC LIMIT 1) AS fact_seq,
       (SELECT h FROM fact WHERE fact.stream = s.stream ORDER BY seq DESC LIMIT 1) AS fact_h,
       (SELECT seq + n - 1 FROM gap WHERE gap.stream = s.stream ORDER BY seq DESC LIMIT 1) AS gap_end,
       (SELECT h FROM gap WHERE gap.stream = s.stream ORDER BY seq DESC LIMIT 1) AS gap_h
     FROM stream AS s ORDER BY s.rowid`,
  );
  return rows.map(({ stream, dev, acked, city, ...row }) => {
    const ends: ChainPlace[] = [
      { seq: 0, h: chainStart(dev, stream) },
      { seq: row.fact_seq ?? 0, h: row.fact_h ?? Buffer.alloc(0) },
      { seq: row.gap_end ?? 0, h: row.gap_h ?? Buffer.alloc(0) },
    ];
    const { seq, h } = ends.reduce((last, end) => (end.seq > last.seq ? end : last));
    return { stream, dev, acked, city, seq, tip: h };
  });
}

/** The last sequence that a gap covers, and the hash after it. */
export function endOfGap({ seq, n, h }: Pick<Gap, 'seq' | 'n' | 'h'>): ChainPlace {
  return { seq: seq + n - 1, h };
}

/**
 * The chain's hash after a sequence; null when it is not known any more: it lies within a gap, and none was kept there.
 */
export async function hashAt(
  database: Knex,
  { stream, dev }: { stream: string; dev: string },
  seq: number,
): Promise<Buffer | null> {
  if (seq === 0) return chainStart(dev, stream);
  for (const table of ['fact', 'milestone']) {
    const row: { h: Buffer } | undefined = await database(table).where({ stream, seq }).first('h');
    if (row !== undefined) return row.h;
  }
  const gap: { h: Buffer } | undefined = await database('gap')
    .where({ stream })
    .whereRaw('seq + n - 1 = ?', [seq])
    .first('h');
  return gap?.h ?? null;
}
