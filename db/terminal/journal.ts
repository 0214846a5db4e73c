import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import { type FactBody, type FactKind, parseFact } from '../../shared/facts/facts.ts';
import { chainNext, chainStart } from '../chain.ts';
import { keepStatement } from '../open.ts';
import { beginStream, type StreamTip, streamTips } from './stream.ts';

/** A recorded fact's place. */
export interface Recorded {
  seq: number;
  rid: string;
}

/** Facts that a hub does not have yet, as they were frozen when they were recorded. */
export interface PendingFacts {
  stream: string;
  from: number;
  /** Hash before the first and after the last of them. */
  previous: Buffer;
  tip: Buffer;
  /** Exact bytes, one JSON line each, without the line's end. */
  lines: Buffer[];
  /** Up to where the hub has the stream. */
  acked: number;
}

export interface Journal {
  dev: string;
  /**
   * Records a fact: sequence, hash and row in one transaction, with whatever `alongside` changes. Returns after the
   * commit. A body that does not fit its kind is a bug and throws; so does a disk that refuses.
   */
  record<K extends FactKind>(kind: K, body: FactBody<K>, alongside?: (trx: Knex) => Promise<void>): Promise<Recorded>;
  pendingCount(): Promise<number>;
  /** The next facts to push, of the oldest stream first; null when the hub has everything. */
  pending(limit: { records: number; bytes: number }): Promise<PendingFacts | null>;
  /**
   * The hub's word on what it has. May be lower than before: a restored hub is served again from there. False when its
   * tip is not ours: then it is not our stream it speaks of.
   */
  acknowledge(have: { stream: string; upto: number; tip: Buffer }): Promise<boolean>;
  /**
   * The hub holds other bytes under a stream's name (a copied disk): what it does not have moves to a new stream, in the
   * same order, chained anew. The bytes of the facts stay as they were.
   */
  forkStream(stream: string): Promise<void>;
  onRecorded(listener: (kind: FactKind) => void): void;
  /** Lets go of what it keeps prepared; before the database is closed. */
  close(): Promise<void>;
}

interface Waiting {
  kind: FactKind;
  line: Omit<Recorded, 'seq'> & { bytes: Buffer };
  alongside: ((trx: Knex) => Promise<void>) | undefined;
  settle: (outcome: { ok: true; recorded: Recorded } | { ok: false; error: Error }) => void;
}

const insertOf = (rows: number): string =>
  `INSERT INTO fact (stream, seq, rid, kind, body, h) VALUES ${Array(rows).fill('(?, ?, ?, ?, ?, ?)').join(', ')}`;

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** Most callers whose facts share one commit. */
const largestGroup = 64;

export async function openJournal({
  database,
  dev,
  boot,
  now,
  steadyNow,
}: {
  database: Knex;
  dev: string;
  /** An id of this start of the program: monotonic times compare only within it. */
  boot: string;
  now: () => number;
  steadyNow: () => number;
}): Promise<Journal> {
  const insertOne = await keepStatement(database, insertOf(1));
  let current = await writtenStream();
  let waiting: Waiting[] = [];
  let writing = false;
  const listeners: ((kind: FactKind) => void)[] = [];

  async function writtenStream(): Promise<StreamTip> {
    if ((await database('stream').first('stream')) === undefined) await beginStream(database, now());
    const youngest = (await streamTips(database, dev)).at(-1);
    if (youngest === undefined) throw new Error('a database without a stream');
    return youngest;
  }

  /** Whoever arrives while a commit is under way goes into the next one; nobody waits for company. */
  async function writeAll(): Promise<void> {
    if (writing) return;
    writing = true;
    while (waiting.length > 0) {
      const group = waiting.slice(0, largestGroup);
      waiting = waiting.slice(largestGroup);
      try {
        await writeGroup(group);
      } catch (error) {
        for (const { settle } of group) settle({ ok: false, error: asError(error) });
        current = await writtenStream().catch(() => current);
      }
    }
    writing = false;
  }

  async function writeGroup(group: Waiting[]): Promise<void> {
    let { seq, tip } = current;
    const bindings: (string | number | Buffer)[] = [];
    const recorded: Recorded[] = [];
    for (const { kind, line } of group) {
      seq += 1;
      tip = chainNext(tip, line.bytes);
      bindings.push(current.stream, seq, line.rid, kind, line.bytes, tip);
      recorded.push({ seq, rid: line.rid });
    }
    if (group.some(({ alongside }) => alongside !== undefined)) {
      await database.transaction(async (trx) => {
        await trx.raw(insertOf(group.length), bindings);
        for (const { alongside } of group) await alongside?.(trx);
      });
    } else if (group.length === 1) {
      // One statement is one transaction by itself: a begin and a commit around it would be two more trips to the disk.
      await insertOne.run(bindings);
    } else {
      await database.raw(insertOf(group.length), bindings);
    }
    current = { ...current, seq, tip };
    for (const [index, { settle, kind }] of group.entries()) {
      const place = recorded[index];
      if (place !== undefined) settle({ ok: true, recorded: place });
      for (const listener of listeners) listener(kind);
    }
  }

  function freeze(kind: FactKind, body: unknown): Waiting['line'] {
    const parsed = parseFact(kind, body);
    if (!parsed.ok) throw new Error(`a ${kind} fact with a wrong body: ${parsed.error.join('; ')}`);
    const rid = uuidv7();
    const line = { rid, kind, v: 1, t: now(), boot, mono: Math.round(steadyNow()), body: parsed.value.body };
    return { rid, bytes: Buffer.from(JSON.stringify(line), 'utf8') };
  }

  return {
    dev,
    record(kind, body, alongside) {
      const line = freeze(kind, body);
      return new Promise<Recorded>((done, fail) => {
        const settle: Waiting['settle'] = (outcome) => (outcome.ok ? done(outcome.recorded) : fail(outcome.error));
        waiting.push({ kind, line, alongside, settle });
        void writeAll();
      });
    },
    async pendingCount() {
      const tips = await streamTips(database, dev);
      return tips.reduce((sum, { seq, acked }) => sum + seq - acked, 0);
    },
    async pending({ records, bytes }) {
      const behind = (await streamTips(database, dev)).find(({ seq, acked }) => seq > acked);
      if (behind === undefined) return null;
      const { stream, acked } = behind;
      const rows: { body: Buffer; h: Buffer }[] = await database('fact')
        .where({ stream })
        .andWhere('seq', '>', acked)
        .orderBy('seq')
        .limit(records)
        .select('body', 'h');
      const lines: Buffer[] = [];
      let size = 0;
      let tip = await hashAt(stream, acked);
      const previous = tip;
      for (const row of rows) {
        size += row.body.length + 1;
        if (size > bytes && lines.length > 0) break;
        lines.push(row.body);
        tip = row.h;
      }
      return { stream, from: acked + 1, previous, tip, lines, acked };
    },
    async acknowledge({ stream, upto, tip }) {
      const known = (await streamTips(database, dev)).find((candidate) => candidate.stream === stream);
      if (known === undefined || upto < 0 || upto > known.seq) return false;
      if (!(await hashAt(stream, upto)).equals(tip)) return false;
      await database('stream').where({ stream }).update({ acked: upto });
      if (stream === current.stream) current = { ...current, acked: upto };
      return true;
    },
    async forkStream(stream) {
      while (writing) await new Promise((soon) => setTimeout(soon, 1));
      writing = true;
      try {
        await database.transaction(async (trx) => moveUnsent(trx, stream));
        current = await writtenStream();
      } finally {
        writing = false;
        void writeAll();
      }
    },
    onRecorded(listener) {
      listeners.push(listener);
    },
    close: () => insertOne.release(),
  };

  async function moveUnsent(trx: Knex, from: string): Promise<void> {
    const old: { acked: number } | undefined = await trx('stream').where({ stream: from }).first('acked');
    const acked = old?.acked ?? 0;
    const to = await beginStream(trx, now());
    let tip = chainStart(dev, to);
    const rows: { seq: number; body: Buffer }[] = await trx('fact')
      .where({ stream: from })
      .andWhere('seq', '>', acked)
      .orderBy('seq');
    for (const { seq, body } of rows) {
      tip = chainNext(tip, body);
      await trx('fact')
        .where({ stream: from, seq })
        .update({ stream: to, seq: seq - acked, h: tip });
    }
  }

  async function hashAt(stream: string, seq: number): Promise<Buffer> {
    if (seq === 0) return chainStart(dev, stream);
    const row: { h: Buffer } | undefined = await database('fact').where({ stream, seq }).first('h');
    if (row === undefined) throw new Error(`record ${seq} of stream ${stream} is not there`);
    return row.h;
  }
}
