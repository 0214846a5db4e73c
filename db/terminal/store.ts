import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { failure, type Result, success } from '../../shared/result.ts';
import { isSound, type OpenProblem, openDatabase, openProblemOf } from '../open.ts';
import { type Condition, type Disk, type DiskLog, watchDisk } from './disk.ts';
import { type Freeze, freezeFacts } from './frozen.ts';
import { type Journal, openJournal } from './journal.ts';
import { terminalMigrations } from './migrations/index.ts';
import { openProgress, type Progress } from './progress.ts';
import { type Retention, startRetention } from './retention.ts';
import { openSettings, type Settings } from './settings.ts';
import { newDeviceName } from './stream.ts';

/** Everything one terminal keeps: its journal, the open visit's progress, what it knows about itself. */
export interface TerminalStore {
  journal: Journal;
  progress: Progress;
  settings: Settings;
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
 * Opens `<folder>/terminal.sqlite`. A damaged file is set aside under another name, never deleted, and a new stream is
 * begun in a new file: loudly, with a log line and an `audit` fact. What was not pushed from it waits for salvage.
 */
export async function openTerminalStore(opening: Opening): Promise<Result<TerminalStore, OpenProblem>> {
  const { folder, log, ballastBytes } = opening;
  const disk = watchDisk({ folder, log, ballastBytes });
  for (;;) {
    const opened = await tryOpening(opening, disk);
    const isFull = !opened.ok && opened.error.code === 'disk' && opened.error.trouble === 'full';
    if (!isFull || !disk.makeRoom()) return opened;
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
    const file = join(folder, 'terminal.sqlite');
    let opened = await openSound(file);
    let setAside: string | null = null;
    if (!opened.ok && opened.error.code === 'corrupt') {
      setAside = putAside(folder, file, clock.now());
      log.error({ setAside, reason: opened.error.reason }, 'the database is corrupt: set aside, a new stream begins');
      opened = await openSound(file);
    }
    if (!opened.ok) return opened;
    database = opened.value;
    const settings = openSettings(database);
    const dev = (await settings.read('dev')) ?? newDeviceName();
    await settings.write('dev', dev);
    await settings.write('closed-cleanly', 'no');
    journal = await openJournal({
      database,
      disk,
      dev,
      freeze: freeze ?? freezeFacts({ boot: randomUUID(), now: clock.now }),
      now: clock.now,
      log,
    });
    if (setAside !== null) await journal.record('audit', { event: 'database-set-aside' });
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
  return {
    journal,
    settings,
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

/** After an unclean stop the whole file is looked over before anything is added to it. */
async function openSound(file: string): Promise<Result<Knex, OpenProblem>> {
  const opened = await openDatabase({ file, exclusive: true, migrations: terminalMigrations });
  if (!opened.ok) return opened;
  try {
    const clean = (await openSettings(opened.value).read('closed-cleanly')) === 'yes';
    if (clean || (await isSound(opened.value))) return opened;
  } catch (error) {
    await opened.value.destroy();
    const problem = openProblemOf(error);
    return failure(problem.code === 'disk' ? problem : { code: 'corrupt', reason: String(error) });
  }
  await opened.value.destroy();
  return failure({ code: 'corrupt', reason: 'quick_check' });
}

/** Moves the file and what belongs to it together; returns the new name. */
function putAside(folder: string, file: string, now: number): string {
  const stamp = new Date(now).toISOString().replaceAll(/[:.]/g, '-');
  const aside = join(folder, `terminal-corrupt-${stamp}.sqlite`);
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
  }
  return aside;
}
