import type { Knex } from 'knex';
import type { FactKind } from '../../shared/facts/facts.ts';
import { faultWord } from '../../shared/fault.ts';
import { chainNext } from '../chain.ts';
import { diskTroubleOf } from '../disk-trouble.ts';
import { brokenConnection, type KeptStatement, keepStatement, reopenDatabase } from '../open.ts';
import type { Disk, DiskLog } from './disk.ts';
import type { FrozenFact } from './frozen.ts';
import { beginStream, hashAt, type StreamTip, streamTips } from './stream.ts';

/** A recorded fact's place. */
export interface Recorded {
  seq: number;
  rid: string;
}

type Alongside = (trx: Knex) => Promise<void>;

interface Waiting {
  fact: FrozenFact;
  alongside: Alongside | undefined;
  settle: (outcome: { ok: true; recorded: Recorded } | { ok: false; error: Error }) => void;
}

/** Puts facts into the stream, one commit after the other, on a connection that is trusted only as long as it kept its word. */
export interface Writer {
  /** The stream that is written to. */
  current(): StreamTip;
  /** Returns after the commit; throws when there was none, or when it is not certain. */
  write(fact: FrozenFact, alongside?: Alongside): Promise<Recorded>;
  /** Runs a transaction between two commits of facts. */
  between<T>(work: (trx: Knex) => Promise<T>): Promise<T>;
  /** Writes the log file out into the database, also between two commits, and gives its room on the disk back. */
  checkpoint(): Promise<void>;
  /** Runs one statement that writes; what it says of the disk is noted. */
  guard<T>(work: () => Promise<T>): Promise<T>;
  /** Facts of these kinds only take a sequence from now on: a tombstone says how many there were. */
  countOnly(kinds: ReadonlySet<FactKind>): void;
  onRecorded(listener: (kind: FactKind) => void): void;
  close(): Promise<void>;
}

const insertOf = (rows: number): string =>
  `INSERT INTO fact (stream, seq, rid, kind, body, h) VALUES ${Array(rows).fill('(?, ?, ?, ?, ?, ?)').join(', ')}`;

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(faultWord(error)));

/** Most callers whose facts share one commit. */
const largestGroup = 64;
/** After the connection had to be given up, it is tried anew so often, ms. */
const reviveEveryMs = 5000;

export async function openWriter({
  database,
  disk,
  dev,
  now,
  log,
}: {
  database: Knex;
  disk: Disk;
  /** The name under which the first stream begins. */
  dev: string;
  now: () => number;
  log: DiskLog;
}): Promise<Writer> {
  let current = await writtenStream();
  let kept = await keepInserts();
  let waiting: Waiting[] = [];
  /** Transactions that wait for the commit under way: one of them after each. */
  const turns: (() => Promise<void>)[] = [];
  let writing = false;
  let counted: ReadonlySet<FactKind> = new Set();
  let isLost = false;
  let reviving: NodeJS.Timeout | null = null;
  /** Facts whose commit failed and that are there all the same. */
  const survivors = new Map<string, Recorded>();
  const listeners: ((kind: FactKind) => void)[] = [];

  /** The insert of one caller and that of a full group: those by which a writer is measured. */
  async function keepInserts(): Promise<Map<number, KeptStatement>> {
    const inserts = new Map<number, KeptStatement>();
    for (const rows of [1, largestGroup]) inserts.set(rows, await keepStatement(database, insertOf(rows)));
    return inserts;
  }

  async function releaseInserts(): Promise<void> {
    for (const insert of kept.values()) await insert.release();
    kept = new Map();
  }

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
    while (waiting.length > 0 || turns.length > 0) {
      await turns.shift()?.();
      const group = waiting.slice(0, largestGroup);
      waiting = waiting.slice(largestGroup);
      try {
        if (group.length > 0) await guarded(() => writeGroup(group));
      } catch (error) {
        for (const { settle } of group) settle({ ok: false, error: asError(error) });
      }
      await revive().catch(() => undefined);
    }
    writing = false;
  }

  async function guarded<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        await revive();
        const result = await work();
        void disk.tookWrite();
        return result;
      } catch (error) {
        if (!failed(error)) throw error;
      }
    }
  }

  /** True when room was made and the work may be tried once more. */
  function failed(error: unknown): boolean {
    const trouble = diskTroubleOf(error);
    if (trouble === null) return false;
    if (trouble !== 'full') {
      isLost = true;
      reviving ??= setTimeout(reviveLater, reviveEveryMs).unref();
    }
    return disk.refused(trouble, faultWord(error));
  }

  /** What fails again has armed the next try. */
  function reviveLater(): void {
    reviving = null;
    if (isLost) void between(async () => undefined).catch(() => undefined);
  }

  async function writeGroup(group: Waiting[]): Promise<void> {
    const fresh = group.filter(({ fact, settle }) => {
      const recorded = survivors.get(fact.rid);
      if (recorded !== undefined) settle({ ok: true, recorded });
      survivors.delete(fact.rid);
      return recorded === undefined;
    });
    if (fresh.length === 0) return;
    let { seq, tip } = current;
    const { stream } = current;
    const rows: (string | number | Buffer)[][] = [];
    const gaps: { stream: string; seq: number; n: number; why: string; h: Buffer }[] = [];
    const recorded = fresh.map(({ fact: { rid, kind, bytes } }) => {
      seq += 1;
      tip = chainNext(tip, bytes);
      if (counted.has(kind)) gaps.push({ stream, seq, n: 1, why: 'evicted', h: tip });
      else rows.push([stream, seq, rid, kind, bytes, tip]);
      return { seq, rid };
    });
    if (gaps.length > 0 || fresh.some(({ alongside }) => alongside !== undefined)) {
      await database.transaction(async (trx) => {
        if (rows.length > 0) await trx.raw(insertOf(rows.length), rows.flat());
        if (gaps.length > 0) await trx('gap').insert(gaps);
        for (const { alongside } of fresh) await alongside?.(trx);
      });
    } else {
      // One statement is one transaction by itself: a begin and a commit around it would be two more trips to the disk.
      const insert = kept.get(rows.length);
      await (insert?.run(rows.flat()) ?? database.raw(insertOf(rows.length), rows.flat()));
    }
    current = { ...current, seq, tip };
    for (const [index, { settle, fact }] of fresh.entries()) {
      const place = recorded[index];
      if (place !== undefined) settle({ ok: true, recorded: place });
      for (const listener of listeners) listener(fact.kind);
    }
  }

  /**
   * A connection whose write or sync failed knows nothing certain any more (a failed sync may have dropped what it should
   * have written): it is given up, the file opened anew and written out, and its end compared with what was promised.
   */
  async function revive(): Promise<void> {
    if (!isLost) return;
    await releaseInserts();
    await reopenDatabase(database, { exclusive: true });
    kept = await keepInserts();
    const promised = current;
    if (!((await hashAt(database, promised, promised.seq))?.equals(promised.tip) ?? false))
      log.error(
        { stream: promised.stream, seq: promised.seq },
        'facts that were promised are gone after the disk failed',
      );
    const rows: Recorded[] = await database('fact')
      .where({ stream: promised.stream })
      .andWhere('seq', '>', promised.seq)
      .select('rid', 'seq');
    for (const row of rows) survivors.set(row.rid, row);
    current = await writtenStream();
    isLost = false;
    log.warn({ seq: current.seq, survivors: rows.length }, 'the database was opened anew after the disk failed');
    void disk.tookWrite();
  }

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    return await new Promise<T>((done, fail) => {
      turns.push(async () => {
        try {
          done(await guarded(work));
        } catch (error) {
          fail(asError(error));
        }
      });
      void writeAll();
    });
  }

  const between: Writer['between'] = async (work) =>
    await inTurn(async () => {
      const result = await database.transaction(work);
      current = await writtenStream();
      return result;
    });

  return {
    current: () => current,
    write: async (fact, alongside) =>
      await new Promise<Recorded>((done, fail) => {
        const settle: Waiting['settle'] = (outcome) => (outcome.ok ? done(outcome.recorded) : fail(outcome.error));
        waiting.push({ fact, alongside, settle });
        void writeAll();
      }),
    between,
    checkpoint: async () => await inTurn(async () => await database.raw('PRAGMA wal_checkpoint(TRUNCATE)')),
    async guard(work) {
      // Whoever comes while there is no connection waits for one, or is told why there is none.
      if (isLost) await between(async () => undefined);
      try {
        return await work();
      } catch (error) {
        if (failed(error)) return await work();
        throw isLost && diskTroubleOf(error) === null ? brokenConnection(error) : error;
      }
    },
    countOnly(kinds) {
      counted = kinds;
    },
    onRecorded(listener) {
      listeners.push(listener);
    },
    async close() {
      if (reviving !== null) clearTimeout(reviving);
      await releaseInserts();
    },
  };
}
