import type { Knex } from 'knex';
import { parseFact } from '../../shared/facts/facts.ts';
import { chainNext, chainStart } from '../chain.ts';
import { LostRace, withRetry } from './retry.ts';

/** A batch whose hashes were checked: consecutive records of one device's stream. */
export interface Batch {
  dev: string;
  stream: string;
  from: number;
  previous: Buffer;
  lines: Buffer[];
}

/** What the hub has of a stream. */
export interface StreamState {
  stream: string;
  upto: number;
  tip: Buffer;
}

export type Landed =
  | { code: 'landed'; have: StreamState; quarantined: number[] }
  /** What comes before the batch is not here: the terminal rewinds. */
  | { code: 'gap'; have: StreamState }
  /** Other bytes lie here under the same place: a copied disk, or tampering. The bytes are kept as evidence. */
  | { code: 'fork'; have: StreamState };

/** Facts as supervisors and tests read them. */
export interface LandedFact {
  dev: string;
  stream: string;
  seq: number;
  kind: string | null;
  receivedAt: number;
  quarantine: string | null;
  /** The record's line, as it was frozen at the terminal. */
  line: string;
}

export interface Landing {
  /** Stores a batch durably, skipping what is here already; returns after the commit. */
  land(batch: Batch, receivedAt: number): Promise<Landed>;
  countsByKind(): Promise<{ kind: string; count: number }[]>;
  streams(): Promise<{ dev: string; stream: string; upto: number; lastAt: number }[]>;
  /** The latest facts of one kind (null: those without a readable one), newest first. */
  latest(kind: string | null, limit: number): Promise<LandedFact[]>;
  /** All facts in the order of their streams. */
  all(limit: number): Promise<LandedFact[]>;
}

/** Rows of one INSERT: more gain nothing, and every engine takes this many values. */
const rowsAtOnce = 100;

export function openLanding(database: Knex): Landing {
  return {
    land: async (batch, receivedAt) =>
      await withRetry(async () => await database.transaction((trx) => landOnce(trx, batch, receivedAt))),
    async countsByKind() {
      const rows: { kind: string | null; count: number | string }[] = await database('landing')
        .groupBy('kind')
        .select('kind', database.raw('COUNT(*) AS count'))
        .orderBy('kind');
      return rows.map((row) => ({ kind: row.kind ?? '?', count: Number(row.count) }));
    },
    async streams() {
      const rows: { dev: string; stream: string; upto: number | string; last_t: number | string }[] = await database(
        'device_stream',
      )
        .select('dev', 'stream', 'upto', 'last_t')
        .orderBy(['dev', 'first_t']);
      return rows.map((row) => ({
        dev: row.dev,
        stream: row.stream,
        upto: Number(row.upto),
        lastAt: Number(row.last_t),
      }));
    },
    async latest(kind, limit) {
      const rows: LandingRow[] = await database('landing')
        .where({ kind })
        .orderBy([
          { column: 'recv_t', order: 'desc' },
          { column: 'seq', order: 'desc' },
        ])
        .limit(limit);
      return rows.map(asFact);
    },
    async all(limit) {
      const rows: LandingRow[] = await database('landing').orderBy(['dev', 'recv_t', 'stream', 'seq']).limit(limit);
      return rows.map(asFact);
    },
  };
}

interface LandingRow {
  dev: string;
  stream: string;
  seq: number | string;
  kind: string | null;
  body: Buffer;
  recv_t: number | string;
  quarantine: string | null;
}

function asFact(row: LandingRow): LandedFact {
  const { dev, stream, kind, quarantine } = row;
  return {
    dev,
    stream,
    kind,
    quarantine,
    seq: Number(row.seq),
    receivedAt: Number(row.recv_t),
    line: row.body.toString('utf8'),
  };
}

async function landOnce(trx: Knex, batch: Batch, receivedAt: number): Promise<Landed> {
  const { dev, stream, from, previous, lines } = batch;
  const known: { upto: number | string; tip: Buffer } | undefined = await trx('device_stream')
    .where({ dev, stream })
    .first('upto', 'tip');
  const upto = Number(known?.upto ?? 0);
  const tip = known?.tip ?? chainStart(dev, stream);
  const have = { stream, upto, tip };
  if (from > upto + 1) return { code: 'gap', have };
  if (!(await hashBefore(trx, batch, from, upto, tip)).equals(previous) || !(await overlapIsSame(trx, batch, upto))) {
    const body = Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')]));
    await trx('fork_evidence').insert({ dev, stream, from_seq: from, recv_t: receivedAt, body });
    return { code: 'fork', have };
  }
  const fresh = lines.slice(upto + 1 - from);
  if (fresh.length === 0) return { code: 'landed', have, quarantined: await quarantined(trx, batch, upto) };
  let seq = upto;
  let h = tip;
  const rows = fresh.map((line) => {
    seq += 1;
    h = chainNext(h, line);
    return { dev, stream, seq, body: line, h, recv_t: receivedAt, ...readable(line) };
  });
  await trx.batchInsert('landing', rows, rowsAtOnce);
  const moved = { upto: seq, tip: h, last_t: receivedAt };
  if (known === undefined) {
    await trx('device_stream').insert({ dev, stream, first_t: receivedAt, ...moved });
  } else if ((await trx('device_stream').where({ dev, stream, upto }).update(moved)) === 0) {
    throw new LostRace('another batch of this stream was faster');
  }
  return { code: 'landed', have: { stream, upto: seq, tip: h }, quarantined: await quarantined(trx, batch, seq) };
}

async function hashBefore(trx: Knex, { dev, stream }: Batch, from: number, upto: number, tip: Buffer): Promise<Buffer> {
  if (from === upto + 1) return tip;
  if (from === 1) return chainStart(dev, stream);
  const row: { h: Buffer } | undefined = await trx('landing')
    .where({ dev, stream, seq: from - 1 })
    .first('h');
  return row?.h ?? Buffer.alloc(0);
}

/** Records sent again must be the same bytes: the hash after the overlap says so for all of them. */
async function overlapIsSame(trx: Knex, { dev, stream, from, previous, lines }: Batch, upto: number): Promise<boolean> {
  const overlap = lines.slice(0, Math.max(0, upto + 1 - from));
  if (overlap.length === 0) return true;
  const sent = overlap.reduce(chainNext, previous);
  const row: { h: Buffer } | undefined = await trx('landing')
    .where({ dev, stream, seq: from + overlap.length - 1 })
    .first('h');
  return row?.h.equals(sent) ?? false;
}

async function quarantined(trx: Knex, { dev, stream, from }: Batch, upto: number): Promise<number[]> {
  const rows: { seq: number | string }[] = await trx('landing')
    .where({ dev, stream })
    .whereBetween('seq', [from, upto])
    .whereNotNull('quarantine')
    .orderBy('seq')
    .select('seq');
  return rows.map((row) => Number(row.seq));
}

/** Kind of a record, and why it cannot be used when it cannot: it is kept all the same. */
function readable(line: Buffer): { kind: string | null; quarantine: string | null } {
  let record: unknown;
  try {
    record = JSON.parse(line.toString('utf8'));
  } catch {
    return { kind: null, quarantine: 'not JSON' };
  }
  if (typeof record !== 'object' || record === null || !('kind' in record) || typeof record.kind !== 'string') {
    return { kind: null, quarantine: 'no kind' };
  }
  // An engine's text takes no NUL, and a kind has none.
  if (record.kind.includes('\0')) return { kind: null, quarantine: 'no kind' };
  const kind = record.kind.slice(0, 64);
  const fact = parseFact(kind, 'body' in record ? record.body : undefined);
  return { kind, quarantine: fact.ok ? null : fact.error.join('; ').replaceAll('\0', '').slice(0, 200) };
}
