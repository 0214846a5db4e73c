import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Knex } from 'knex';
import type { Result } from '../../shared/result.ts';
import { success } from '../../shared/result.ts';
import { isSound, type OpenProblem, openDatabase } from '../open.ts';
import { openTerminalFeeds, type TerminalFeeds } from './feeds.ts';
import { type Journal, openJournal } from './journal.ts';
import { terminalMigrations } from './migrations/index.ts';
import { openProgress, type Progress } from './progress.ts';
import { openSettings, type Settings } from './settings.ts';
import { newDeviceName } from './stream.ts';

/** Everything one terminal keeps: its journal, the open visit's progress, what it knows about itself. */
export interface TerminalStore {
  journal: Journal;
  progress: Progress;
  settings: Settings;
  feeds: TerminalFeeds;
  close(): Promise<void>;
}

interface StoreLog {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/**
 * Opens `<folder>/terminal.sqlite`. A damaged file is set aside under another name, never deleted, and a new stream is
 * begun in a new file: loudly, with a log line and an `audit` fact. What was not pushed from it waits for salvage.
 */
export async function openTerminalStore({
  folder,
  clock,
  log,
}: {
  folder: string;
  clock: { now: () => number };
  log: StoreLog;
}): Promise<Result<TerminalStore, OpenProblem>> {
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
  const database = opened.value;
  const settings = openSettings(database);
  const dev = (await settings.read('dev')) ?? newDeviceName();
  await settings.write('dev', dev);
  await settings.write('closed-cleanly', 'no');
  const journal = await openJournal({
    database,
    dev,
    boot: randomUUID(),
    now: clock.now,
    steadyNow: () => performance.now(),
  });
  if (setAside !== null) await journal.record('audit', { event: 'database-set-aside' });
  return success({
    journal,
    settings,
    progress: openProgress(database),
    feeds: openTerminalFeeds(database),
    async close() {
      await settings.write('closed-cleanly', 'yes');
      await journal.close();
      await database.destroy();
    },
  });
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
    return { ok: false, error: { code: 'corrupt', reason: error instanceof Error ? error.message : String(error) } };
  }
  await opened.value.destroy();
  return { ok: false, error: { code: 'corrupt', reason: 'quick_check' } };
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
