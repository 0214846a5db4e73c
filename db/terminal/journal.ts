import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import { type FactBody, type FactKind, parseFact } from '../../shared/facts/facts.ts';
import { chainNext } from '../chain.ts';
import { keepStatement } from '../open.ts';
import { moveUnsent } from './moving.ts';
import { oldestPending, type PendingFacts, pendingOf } from './pending.ts';
import { openSettings } from './settings.ts';
import { beginStream, hashAt, type StreamTip, streamTips } from './stream.ts';

export type { PendingFacts } from './pending.ts';

/** A recorded fact's place. */
export interface Recorded {
  seq: number;
  rid: string;
}

/** A hub's signed word that it has a stream up to here. */
export interface Receipt {
  stream: string;
  upto: number;
  tip: Buffer;
  /** The hub's time of it, ms. */
  at: number;
  hub: string;
  signature: string;
}

export interface Journal {
  /** The terminal's name: that of the stream which is written to. */
  readonly dev: string;
  /**
   * Records a fact: sequence, hash and row in one transaction, with whatever `alongside` changes. Returns after the
   * commit. A body that does not fit its kind is a bug and throws; so does a disk that refuses.
   */
  record<K extends FactKind>(kind: K, body: FactBody<K>, alongside?: (trx: Knex) => Promise<void>): Promise<Recorded>;
  pendingCount(): Promise<number>;
  /** The device's time, ms, of the oldest fact that is pending; null when there is none. */
  oldestPendingAt(): Promise<number | null>;
  /** The next facts to push, of the oldest stream first; null when the hub has everything. */
  pending(limit: { records: number; bytes: number }): Promise<PendingFacts | null>;
  /**
   * The hub's word on what it has, and on what the city has (without one: the same). May be lower than before: a restored
   * hub is served again from there. False when its tip is not ours: then it is not our stream it speaks of.
   */
  acknowledge(have: { stream: string; upto: number; tip: Buffer; city?: number }): Promise<boolean>;
  /** Keeps a hub's receipt in place of the stream's earlier one. */
  keepReceipt(receipt: Receipt): Promise<void>;
  receipts(): Promise<Receipt[]>;
  /**
   * The hub refused this one record by itself: from now on a tombstone is sent in its place. The record is kept, for
   * engineers. False when there is no such record.
   */
  replaceByTombstone(stream: string, seq: number, why: 'oversize' | 'unreadable'): Promise<boolean>;
  /**
   * The hub holds other bytes under a stream's name (a copied disk): what it does not have moves to a new stream, in the
   * same order, chained anew. The bytes of the facts stay as they were.
   */
  forkStream(stream: string): Promise<void>;
  /**
   * The hub gave this terminal another name: what no hub has moves to a new stream under it. Streams of the old name keep
   * belonging to it.
   */
  rename(dev: string): Promise<void>;
  /** Runs a transaction between two commits of facts, which wait meanwhile: keep it short. */
  between<T>(work: (trx: Knex) => Promise<T>): Promise<T>;
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
  const insertMost = await keepStatement(database, insertOf(largestGroup));
  let current = await writtenStream();
  let waiting: Waiting[] = [];
  let writing = false;
  const listeners: ((kind: FactKind) => void)[] = [];

  async function writtenStream(): Promise<StreamTip> {
    if ((await database('stream').first('stream')) === undefined) await beginStream(database, { dev, begun: now() });
    const youngest = (await streamTips(database)).at(-1);
    if (youngest === undefined) throw new Error('a database without a stream');
    return youngest;
  }

  /** Whoever arrives while a commit is under way goes into the next one; nobody waits for company. */
  async function writeAll(): Promise<void> {
    if (writing) return;
    writing = true;
    while (waiting.length > 0) {
      // Who was answered by the last commit and records again at once is here by the end of this turn: one commit, not two.
      await Promise.resolve();
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
    } else if (group.length === largestGroup) {
      await insertMost.run(bindings);
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

  async function between<T>(work: (trx: Knex) => Promise<T>): Promise<T> {
    while (writing) await new Promise((soon) => setTimeout(soon, 1));
    writing = true;
    try {
      const result = await database.transaction(work);
      current = await writtenStream();
      return result;
    } finally {
      writing = false;
      void writeAll();
    }
  }

  const unsentStreams = async (): Promise<StreamTip[]> =>
    (await streamTips(database)).filter(({ seq, acked }) => seq > acked);

  return {
    get dev() {
      return current.dev;
    },
    record(kind, body, alongside) {
      const line = freeze(kind, body);
      return new Promise<Recorded>((done, fail) => {
        const settle: Waiting['settle'] = (outcome) => (outcome.ok ? done(outcome.recorded) : fail(outcome.error));
        waiting.push({ kind, line, alongside, settle });
        void writeAll();
      });
    },
    async pendingCount() {
      return (await unsentStreams()).reduce((sum, { seq, acked }) => sum + seq - acked, 0);
    },
    oldestPendingAt: async () => await oldestPending(database, await unsentStreams()),
    async pending(limit) {
      const [behind] = await unsentStreams();
      return behind === undefined ? null : await pendingOf(database, behind, limit);
    },
    async acknowledge({ stream, upto, tip, city = upto }) {
      const known = (await streamTips(database)).find((candidate) => candidate.stream === stream);
      if (known === undefined || upto < 0 || upto > known.seq) return false;
      const ours = await hashAt(database, known, upto);
      if (ours === null) {
        // Its rows are gone and a tombstone will say so: the hub's word is the only one on where that tombstone begins.
        await database('milestone').insert({ stream, seq: upto, h: tip }).onConflict(['stream', 'seq']).ignore();
      } else if (!ours.equals(tip)) {
        return false;
      }
      await database('stream').where({ stream }).update({ acked: upto, city });
      return true;
    },
    async keepReceipt(receipt) {
      await database('receipt').insert(receipt).onConflict('stream').merge();
    },
    receipts: async () => await database<Receipt>('receipt').orderBy('stream'),
    replaceByTombstone: async (stream, seq, why) =>
      await between(async (trx) => {
        const row: { rid: string; kind: string; body: Buffer; h: Buffer } | undefined = await trx('fact')
          .where({ stream, seq })
          .first();
        if (row === undefined) return false;
        const { rid, kind, body, h } = row;
        await trx('refused').insert({ rid, stream, seq, kind, why, body });
        await trx('gap').insert({ stream, seq, n: 1, why, h });
        await trx('fact').where({ stream, seq }).delete();
        return true;
      }),
    forkStream: async (stream) =>
      await between(async (trx) => {
        const forked = (await streamTips(trx)).filter((tip) => tip.stream === stream);
        await moveUnsent(trx, forked, { dev: current.dev, begun: now() });
      }),
    rename: async (newName) =>
      await between(async (trx) => {
        if (newName === current.dev) return;
        await moveUnsent(trx, await streamTips(trx), { dev: newName, begun: now() });
        await openSettings(trx).write('dev', newName);
      }),
    between,
    onRecorded(listener) {
      listeners.push(listener);
    },
    async close() {
      await insertOne.release();
      await insertMost.release();
    },
  };
}
