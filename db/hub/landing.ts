import type { Knex } from 'knex';
import { type ChainPlace, chainOver, chainStart, readTombstone } from '../chain.ts';
import { type Envelope, keepEnvelope } from './envelope.ts';
import { grouped } from './group.ts';
import { readable } from './readable.ts';
import { LostRace } from './retry.ts';

/** A batch whose hashes were checked: consecutive records of one device's stream, or tombstones in their place. */
export interface Batch {
  dev: string;
  stream: string;
  from: number;
  previous: Buffer;
  lines: Buffer[];
  /** What the terminal says of itself. */
  said: {
    /** How far this hub's clock is ahead of the terminal's, and how sure that is, ms; null: it does not know yet. */
    clock: { off: number; unc: number } | null;
    pending: number;
    app: string;
  };
}

/** How a batch came, where that matters later. */
export interface Carried {
  /** The push itself, when it must be passed on. */
  envelope?: Envelope | null;
  /** The relay whose word alone stands for it: the device's own signature is gone. */
  vouchedBy?: string | null;
}

/** What the hub has of a stream. */
export interface StreamState {
  stream: string;
  upto: number;
  tip: Buffer;
}

export type Landed =
  /** `added`: sequences that were not here before. */
  | { code: 'landed'; have: StreamState; added: number; quarantined: number[] }
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
  land(batch: Batch, receivedAt: number, carried?: Carried): Promise<Landed>;
  countsByKind(): Promise<{ kind: string; count: number }[]>;
  streams(): Promise<{ dev: string; stream: string; upto: number; lastAt: number }[]>;
  /** The latest facts of one kind (null: those without a readable one), newest first. */
  latest(kind: string | null, limit: number): Promise<LandedFact[]>;
  /** All facts in the order of their streams. */
  all(limit: number): Promise<LandedFact[]>;
}

/** Clocks further apart than this are worth an entry, ms. */
const skewWorthTelling = 10 * 60_000;

/** Rows of one INSERT: more gain nothing, and every engine takes this many values. */
const rowsAtOnce = 100;

/** A builder's INSERT of many rows would cost a savepoint, and on SQLite a SELECT for each row. */
const insertOf = (rows: number): string =>
  `INSERT INTO landing (dev, stream, seq, span, kind, body, h, recv_t, t_off, quarantine)
   VALUES ${Array(rows).fill('(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').join(', ')}`;

/** `writers`: how many transactions run side by side; one where the engine has one writer anyway. */
export function openLanding(database: Knex, writers: number): Landing {
  const land = grouped({
    writers,
    transaction: (work) => database.transaction(work),
    one: (trx: Knex, { batch, receivedAt, carried }: { batch: Batch; receivedAt: number; carried: Carried }) =>
      landOnce(trx, batch, receivedAt, carried),
  });
  return {
    land: (batch, receivedAt, carried = {}) => land({ batch, receivedAt, carried }),
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

async function landOnce(
  trx: Knex,
  batch: Batch,
  receivedAt: number,
  { envelope = null, vouchedBy = null }: Carried,
): Promise<Landed> {
  const { dev, stream, from, previous, lines, said } = batch;
  const known: { upto: number | string; tip: Buffer } | undefined = await trx('device_stream')
    .where({ dev, stream })
    .first('upto', 'tip');
  const upto = Number(known?.upto ?? 0);
  const tip = known?.tip ?? chainStart(dev, stream);
  const have = { stream, upto, tip };
  if (from > upto + 1) return { code: 'gap', have };
  const before = await hashBefore(trx, batch, from, upto, tip);
  if (before?.equals(previous) === false || !(await overlapIsSame(trx, batch, upto))) {
    const body = Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')]));
    await trx('fork_evidence').insert({ dev, stream, from_seq: from, recv_t: receivedAt, body });
    await trx('device_event').insert({ dev, at: receivedAt, event: 'fork', detail: `${stream} from ${from}` });
    return { code: 'fork', have };
  }
  if (vouchedBy === null) await heard(trx, batch, receivedAt);
  const { fresh, start } = afterOverlap(batch, have);
  if (fresh.length === 0) {
    return { code: 'landed', have, added: 0, quarantined: await quarantined(trx, batch, upto) };
  }
  let place = start;
  const unusable: number[] = [];
  const rows = fresh.map((line) => {
    const { seq } = place;
    place = chainOver(place, line);
    const gap = readTombstone(line);
    const { kind, quarantine } = gap === null ? readable(line) : { kind: tombstoneKind, quarantine: null };
    if (quarantine !== null) unusable.push(seq + 1);
    const t_off = said.clock?.off ?? null;
    return [dev, stream, seq + 1, gap?.n ?? 1, kind, line, place.h, receivedAt, t_off, quarantine];
  });
  for (let first = 0; first < rows.length; first += rowsAtOnce) {
    const some = rows.slice(first, first + rowsAtOnce);
    await trx.raw(insertOf(some.length), some.flat());
  }
  const moved = { upto: place.seq, tip: place.h, last_t: receivedAt };
  if (known === undefined) {
    await trx('device_stream').insert({ dev, stream, first_t: receivedAt, ...moved });
    await trx('device_event').insert({ dev, at: receivedAt, event: 'stream-begun', detail: stream });
  } else if ((await trx('device_stream').where({ dev, stream, upto }).update(moved)) === 0) {
    throw new LostRace('another batch of this stream was faster');
  }
  if (envelope !== null) await keepEnvelope(trx, batch, { from, upto: place.seq, envelope });
  if (vouchedBy !== null) {
    const detail = `${stream} ${start.seq + 1} to ${place.seq} by ${vouchedBy}`;
    await trx('device_event').insert({ dev, at: receivedAt, event: 'vouched', detail });
  }
  return {
    code: 'landed',
    have: { stream, upto: place.seq, tip: place.h },
    added: place.seq - upto,
    quarantined: [...(await quarantined(trx, batch, upto)), ...unusable],
  };
}

/** What the device said of itself, and when; clocks far apart are told once. */
async function heard(trx: Knex, { dev, said }: Batch, at: number): Promise<void> {
  const { clock, pending, app } = said;
  const off = clock?.off ?? null;
  const far = (value: number): boolean => Math.abs(value) > skewWorthTelling;
  if (off !== null && far(off)) {
    const before: { clock_off: number | string | null } | undefined = await trx('device')
      .where({ dev })
      .first('clock_off');
    if (!far(Number(before?.clock_off ?? 0))) {
      await trx('device_event').insert({ dev, at, event: 'clock-apart', detail: `${Math.round(off / 1000)} s` });
    }
  }
  await trx('device')
    .where({ dev })
    .update({ last_t: at, clock_off: off, clock_unc: clock?.unc ?? null, pending, app });
}

/** Null within a tombstone: a push from before it, come late, is no fork; the hash after the overlap is what tells. */
async function hashBefore(
  trx: Knex,
  { dev, stream }: Batch,
  from: number,
  upto: number,
  tip: Buffer,
): Promise<Buffer | null> {
  if (from === upto + 1) return tip;
  if (from === 1) return chainStart(dev, stream);
  return await hashAt(trx, { dev, stream, seq: from - 1 });
}

/** The hash after this sequence; null where it lies within a tombstone, or nothing is there. */
export async function hashAt(
  trx: Knex,
  { dev, stream, seq }: { dev: string; stream: string; seq: number },
): Promise<Buffer | null> {
  const row: { seq: number | string; span: number | string; h: Buffer } | undefined = await trx('landing')
    .where({ dev, stream })
    .andWhere('seq', '<=', seq)
    .orderBy('seq', 'desc')
    .first('seq', 'span', 'h');
  return row !== undefined && Number(row.seq) + Number(row.span) - 1 === seq ? row.h : null;
}

/** Lines beyond what is here, and the place before them. A tombstone that reaches past the end begins where the end is. */
function afterOverlap(batch: Batch, have: StreamState): { fresh: Buffer[]; start: ChainPlace } {
  let place: ChainPlace = { seq: batch.from - 1, h: batch.previous };
  for (const [index, line] of batch.lines.entries()) {
    if (place.seq >= have.upto) return { fresh: batch.lines.slice(index), start: place };
    place = chainOver(place, line);
    if (place.seq <= have.upto) continue;
    const rest = { ...readTombstone(line), n: place.seq - have.upto };
    return {
      fresh: [Buffer.from(JSON.stringify(rest)), ...batch.lines.slice(index + 1)],
      start: { seq: have.upto, h: have.tip },
    };
  }
  return { fresh: [], start: { seq: have.upto, h: have.tip } };
}

/** Records sent again must be the same bytes: the hash after the overlap says so for all of them. */
async function overlapIsSame(trx: Knex, { dev, stream, from, previous, lines }: Batch, upto: number): Promise<boolean> {
  let place: ChainPlace = { seq: from - 1, h: previous };
  let last: ChainPlace | null = null;
  for (const line of lines) {
    const next = chainOver(place, line);
    if (next.seq > upto) break;
    // What a tombstone says of records that are here proves nothing and changes nothing.
    last = readTombstone(line) === null ? next : null;
    place = next;
  }
  if (last === null) return true;
  // Inside a tombstone there is no hash to compare with: what is here stays.
  return (await hashAt(trx, { dev, stream, seq: last.seq }))?.equals(last.h) ?? true;
}

/** Of what was here before the batch. */
async function quarantined(trx: Knex, { dev, stream, from }: Batch, upto: number): Promise<number[]> {
  if (from > upto) return [];
  const rows: { seq: number | string }[] = await trx('landing')
    .where({ dev, stream })
    .whereBetween('seq', [from, upto])
    .whereNotNull('quarantine')
    .orderBy('seq')
    .select('seq');
  return rows.map((row) => Number(row.seq));
}

/** The kind under which tombstones lie. */
const tombstoneKind = 'tombstone';
