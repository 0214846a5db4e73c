import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { Knex } from 'knex';
import { failure, type Result, success } from '../../shared/result.ts';
import { type OpenProblem, openProblemOf } from '../open.ts';
import { type Condition, type Disk, type DiskLog, watchDisk } from './disk.ts';
import { openTerminalFeeds, type TerminalFeeds } from './feeds.ts';
import { type Freeze, freezeFacts } from './frozen.ts';
import { type Journal, openJournal } from './journal.ts';
import { openTerminalFile } from './open-file.ts';
import { openProgress, type Progress } from './progress.ts';
import { type Retention, startRetention } from './retention.ts';
import { openSettings, type Settings } from './settings.ts';

/** Everything one terminal keeps: its journal, the open visit's progress, what it knows about itself. */
export interface TerminalStore {
  journal: Journal;
  progress: Progress;
  settings: Settings;
  feeds: TerminalFeeds;
  retention: Retention;
  /** How the disk takes writes, for an engineer's screen. */
  condition(): Condition;
  close(): Promise<void>;
}

interface Opening {
  folder: string;
  clock: { now: () => number };
  log: DiskLog;
  /** Freezes the facts of `journal.record`; without, one of its own start. */
  freeze?: Freeze;
  /** Bytes kept back for a full disk; 0: none. */
  ballastBytes?: number;
  /** In place of the journal's part of the disk that follows from its size. */
  capBytes?: number;
}

/**
 * Opens what a terminal keeps in this folder. A damaged file is set aside, loudly, with an `audit` fact; a full disk is
 * tried once more without its ballast.
 */
export async function openTerminalStore(opening: Opening): Promise<Result<TerminalStore, OpenProblem>> {
  const { folder, log, ballastBytes } = opening;
  const disk = watchDisk({ folder, log, ballastBytes });
  for (;;) {
    const opened = await tryOpening(opening, disk);
    if (opened.ok || opened.error.code !== 'disk') return opened;
    const trouble = disk.named(opened.error.trouble);
    if (trouble !== 'full' || !disk.makeRoom()) return failure({ ...opened.error, trouble });
  }
}

async function tryOpening(
  { folder, clock, log, freeze, capBytes }: Opening,
  disk: Disk,
): Promise<Result<TerminalStore, OpenProblem>> {
  let database: Knex | null = null;
  let journal: Journal | null = null;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const opened = await openTerminalFile({ folder, now: clock.now, log });
    if (!opened.ok) return opened;
    const { dev, wasSetAside } = opened.value;
    database = opened.value.database;
    const settings = openSettings(database);
    journal = await openJournal({
      database,
      disk,
      dev,
      freeze: freeze ?? freezeFacts({ boot: randomUUID(), now: clock.now }),
      now: clock.now,
      log,
    });
    if (wasSetAside) await journal.record('audit', { event: 'database-set-aside' });
    return success(storeOf({ database, journal, settings, disk, folder, now: clock.now, log, capBytes }));
  } catch (error) {
    await journal?.close();
    await database?.destroy();
    const problem = openProblemOf(error);
    if (problem.code === 'disk') return failure(problem);
    throw error;
  }
}

function storeOf({
  database,
  journal,
  settings,
  disk,
  ...rest
}: {
  database: Knex;
  journal: Journal;
  settings: Settings;
  disk: Disk;
  folder: string;
  now: () => number;
  log: DiskLog;
  capBytes: number | undefined;
}): TerminalStore {
  const retention = startRetention({ journal, condition: disk.condition, ...rest });
  disk.onRoomMade(() => void retention.pass().catch(() => undefined));
  return {
    journal,
    settings,
    feeds: openTerminalFeeds(database),
    retention,
    progress: openProgress(database, journal),
    condition: disk.condition,
    async close() {
      await retention.stop();
      try {
        await settings.write('closed-cleanly', 'yes');
      } finally {
        await journal.close();
        await database.destroy();
      }
    },
  };
}
