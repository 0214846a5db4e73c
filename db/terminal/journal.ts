import type { Knex } from 'knex';
import type { FactBody, FactKind } from '../../shared/facts/facts.ts';
import type { Disk, DiskLog } from './disk.ts';
import type { Freeze } from './frozen.ts';
import { moveUnsent } from './moving.ts';
import { oldestPending, type PendingFacts, pendingOf } from './pending.ts';
import { openSettings } from './settings.ts';
import { hashAt, type StreamTip, streamTips } from './stream.ts';
import { openWriter, type Recorded, type Writer } from './writer.ts';

export type { PendingFacts } from './pending.ts';
export type { Recorded } from './writer.ts';

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

export interface Journal
  extends Pick<Writer, 'write' | 'between' | 'checkpoint' | 'guard' | 'countOnly' | 'onRecorded' | 'close'> {
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
  /** Everything that is pending now, in the batches and the order in which it would be pushed. Changes nothing. */
  allPending(limit: { records: number; bytes: number }): AsyncIterable<PendingFacts>;
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
}

export async function openJournal({
  database,
  disk,
  dev,
  freeze,
  now,
  log,
}: {
  database: Knex;
  disk: Disk;
  /** The terminal's name when the first stream begins. */
  dev: string;
  freeze: Freeze;
  now: () => number;
  log: DiskLog;
}): Promise<Journal> {
  const writer = await openWriter({ database, disk, dev, now, log });
  const unsentStreams = async (): Promise<StreamTip[]> =>
    (await streamTips(database)).filter(({ seq, acked }) => seq > acked);

  return {
    get dev() {
      return writer.current().dev;
    },
    // Not async: a wrong body is thrown where it was made.
    record: (kind, body, alongside) => writer.write(freeze(kind, body), alongside),
    write: writer.write,
    async pendingCount() {
      return (await unsentStreams()).reduce((sum, { seq, acked }) => sum + seq - acked, 0);
    },
    oldestPendingAt: async () => await oldestPending(database, await unsentStreams()),
    async pending(limit) {
      const [behind] = await unsentStreams();
      return behind === undefined ? null : await pendingOf(database, behind, limit);
    },
    async *allPending(limit) {
      for (const tip of await unsentStreams()) {
        for (let after = tip.acked; after < tip.seq; ) {
          const facts = await pendingOf(database, tip, limit, after);
          after += facts.count;
          yield facts;
        }
      }
    },
    async acknowledge({ stream, upto, tip, city = upto }) {
      const known = (await streamTips(database)).find((candidate) => candidate.stream === stream);
      if (known === undefined || upto < 0 || upto > known.seq) return false;
      const ours = await hashAt(database, known, upto);
      if (ours === null) {
        // Its rows are gone and a tombstone will say so: the hub's word is the only one on where that tombstone begins.
        const kept = database('milestone').insert({ stream, seq: upto, h: tip }).onConflict(['stream', 'seq']).ignore();
        await writer.guard(async () => await kept);
      } else if (!ours.equals(tip)) {
        return false;
      }
      await writer.guard(async () => await database('stream').where({ stream }).update({ acked: upto, city }));
      return true;
    },
    async keepReceipt(receipt) {
      await writer.guard(async () => await database('receipt').insert(receipt).onConflict('stream').merge());
    },
    receipts: async () => await database<Receipt>('receipt').orderBy('stream'),
    replaceByTombstone: async (stream, seq, why) =>
      await writer.between(async (trx) => {
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
      await writer.between(async (trx) => {
        const forked = (await streamTips(trx)).filter((tip) => tip.stream === stream);
        await moveUnsent(trx, forked, { dev: writer.current().dev, begun: now() });
      }),
    rename: async (newName) =>
      await writer.between(async (trx) => {
        if (newName === writer.current().dev) return;
        await moveUnsent(trx, await streamTips(trx), { dev: newName, begun: now() });
        await openSettings(trx).write('dev', newName);
      }),
    between: writer.between,
    checkpoint: writer.checkpoint,
    guard: writer.guard,
    countOnly: writer.countOnly,
    onRecorded: writer.onRecorded,
    close: writer.close,
  };
}
