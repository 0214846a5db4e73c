import { statfs } from 'node:fs/promises';
import type { Knex } from 'knex';
import type { FactKind } from '../../shared/facts/facts.ts';
import type { Condition, DiskLog } from './disk.ts';
import type { Journal } from './journal.ts';
import { timeOf } from './pending.ts';
import { purgeUpto } from './purge.ts';
import { streamTips } from './stream.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** The journal's part of a disk: no more than this, bytes, and no more than this part of the partition. */
const mostBytes = 512 * 1024 * 1024;
const mostOfPartition = 0.2;

/**
 * How long a fact is kept although the city has it, ms, by how much of its part the journal fills. What a restored hub may
 * ask for again is worth room only as long as there is some.
 */
const keepWhenFilled = [
  { from: 0.85, keepMs: 0 },
  { from: 0.7, keepMs: day },
  { from: 0, keepMs: 30 * day },
] as const;

/** From here on facts of low priority only leave their count. What the city does not have is never let go of. */
const countFrom = 0.95;
const lowPriority: ReadonlySet<FactKind> = new Set(['portal.drift', 'device.health']);

/** One step is a transaction that facts wait for: a few milliseconds. */
const factsInStep = 200;
const pagesInStep = 256;

export interface Retention {
  /** Lets go of what may go now; at its start and every hour it does so by itself. */
  pass(): Promise<void>;
  /** Lets the step under way go, and stops. */
  stop(): Promise<void>;
}

/** Keeps a terminal's journal within its part of the disk. */
export function startRetention({
  journal,
  folder,
  now,
  log,
  condition,
  capBytes,
}: {
  journal: Journal;
  folder: string;
  now: () => number;
  log: DiskLog;
  condition: () => Condition;
  /** In place of the cap that follows from the disk. */
  capBytes?: number | undefined;
}): Retention {
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  const pass = async (): Promise<void> => {
    const next = running.then(letGo);
    running = next.catch((error: unknown) => log.error({ error }, 'nothing could be purged'));
    await next;
  };
  const again = setInterval(() => void pass().catch(() => undefined), hour).unref();
  void pass().catch(() => undefined);

  async function letGo(): Promise<void> {
    const cap = capBytes ?? (await capOf(folder));
    let hasPurged = false;
    for (;;) {
      if (stopped) return;
      const filled = await journal.between(async (trx) => (await usedBytes(trx)) / cap);
      journal.countOnly(filled >= countFrom ? lowPriority : new Set());
      // A disk that others have filled needs the room just as much.
      const keepMs = condition() === 'full' ? 0 : (keepWhenFilled.find(({ from }) => filled >= from)?.keepMs ?? 0);
      if (!(await journal.between(async (trx) => await purgeStep(trx, now(), keepMs)))) break;
      hasPurged = true;
      await new Promise((soon) => setTimeout(soon, 1));
    }
    // Only then the file itself grows smaller.
    if (hasPurged || condition() === 'full') await journal.checkpoint();
  }

  return {
    pass,
    async stop() {
      stopped = true;
      clearInterval(again);
      await running;
    },
  };
}

async function capOf(folder: string): Promise<number> {
  const { blocks, bsize } = await statfs(folder);
  return Math.min(mostBytes, mostOfPartition * blocks * bsize);
}

async function usedBytes(database: Knex): Promise<number> {
  const rows: { used: number }[] = await database.raw(
    `SELECT (page_count - freelist_count) * page_size AS used
     FROM pragma_page_count, pragma_freelist_count, pragma_page_size`,
  );
  return rows[0]?.used ?? 0;
}

/** Purges the oldest facts that the city and the hub have and that are old enough; false when there are none. */
async function purgeStep(trx: Knex, now: number, keepMs: number): Promise<boolean> {
  for (const { stream, acked, city } of await streamTips(trx)) {
    const oldest: { seq: number; h: Buffer; body: Buffer }[] = await trx('fact')
      .where({ stream })
      .andWhere('seq', '<=', Math.min(acked, city))
      .orderBy('seq')
      .limit(factsInStep)
      .select('seq', 'h', 'body');
    const tooYoung = oldest.findIndex(({ body }) => keepMs > 0 && timeOf(body) > now - keepMs);
    const last = oldest.at(tooYoung === -1 ? -1 : tooYoung - 1);
    if (last === undefined || tooYoung === 0) continue;
    await purgeUpto(trx, stream, last);
    await trx.raw(`PRAGMA incremental_vacuum(${pagesInStep})`);
    return true;
  }
  return false;
}
