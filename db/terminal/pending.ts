import type { Knex } from 'knex';
import { endOfGap, type Gap, hashAt, type StreamTip } from './stream.ts';

/** Facts that a hub does not have yet, as they were frozen when they were recorded. */
export interface PendingFacts {
  /** Whose stream it is: a terminal that was renamed still has the streams of its old name. */
  dev: string;
  stream: string;
  from: number;
  /** Sequences covered, from `from` on: more than there are lines when tombstones are among them. */
  count: number;
  /** Hash before the first and after the last of them. */
  previous: Buffer;
  tip: Buffer;
  /** Exact bytes, one JSON line each, without the line's end; tombstones where there is no record to send. */
  lines: Buffer[];
  /** Up to where the hub has the stream. */
  acked: number;
}

/** A row that is sent as it is, or a span in whose place a tombstone is sent. */
export type Unsent = { seq: number; h: Buffer; body: Buffer } | Gap;

/** What comes after a sequence of a stream, in order, at most so many; a gap that begins before it is cut to what is after. */
export async function unsentAfter(database: Knex, stream: string, after: number, most: number): Promise<Unsent[]> {
  const facts: Unsent[] = await database('fact')
    .where({ stream })
    .andWhere('seq', '>', after)
    .orderBy('seq')
    .limit(most)
    .select('seq', 'h', 'body');
  const gaps: Gap[] = await database('gap')
    .where({ stream })
    .whereRaw('seq + n - 1 > ?', [after])
    .orderBy('seq')
    .limit(most);
  const cut = gaps.map((gap) => {
    const seq = Math.max(gap.seq, after + 1);
    return { ...gap, seq, n: endOfGap(gap).seq - seq + 1 };
  });
  return [...facts, ...cut].toSorted((one, other) => one.seq - other.seq).slice(0, most);
}

/** The next lines of a push of this stream, from what the hub has on, or from further on. */
export async function pendingOf(
  database: Knex,
  { stream, dev, acked }: StreamTip,
  { records, bytes }: { records: number; bytes: number },
  after = acked,
): Promise<PendingFacts> {
  const previous = await hashAt(database, { stream, dev }, after);
  if (previous === null) throw new Error(`the hash after record ${after} of stream ${stream} is not known`);
  const lines: Buffer[] = [];
  let size = 0;
  let end = { seq: after, h: previous };
  for (const next of await unsentAfter(database, stream, after, records)) {
    if (next.seq !== end.seq + 1) throw new Error(`record ${end.seq + 1} of stream ${stream} is not there`);
    const line = 'body' in next ? next.body : tombstoneLine(next);
    size += line.length + 1;
    if (size > bytes && lines.length > 0) break;
    lines.push(line);
    end = 'body' in next ? { seq: next.seq, h: next.h } : endOfGap(next);
  }
  if (lines.length === 0) throw new Error(`record ${after + 1} of stream ${stream} is not there`);
  return { dev, stream, from: after + 1, count: end.seq - after, previous, tip: end.h, lines, acked };
}

function tombstoneLine({ why, n, h }: Gap): Buffer {
  return Buffer.from(JSON.stringify({ _t: why, n, h: h.toString('hex') }));
}

/** The device's time, ms, of the oldest fact that is pending in these streams; null when there is none. */
export async function oldestPending(database: Knex, tips: StreamTip[]): Promise<number | null> {
  const times: number[] = [];
  for (const { stream, seq, acked } of tips) {
    if (seq === acked) continue;
    const first: { body: Buffer } | undefined = await database('fact')
      .where({ stream })
      .andWhere('seq', '>', acked)
      .orderBy('seq')
      .first('body');
    if (first !== undefined) times.push(timeOf(first.body));
  }
  return times.length === 0 ? null : Math.min(...times);
}

/** When a fact was recorded by its device's clock, ms. */
export function timeOf(body: Buffer): number {
  const line: { t: number } = JSON.parse(body.toString('utf8'));
  return line.t;
}
