import { existsSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { faultWord } from '../../shared/fault.ts';
import { failure, type Result, success } from '../../shared/result.ts';
import { chainOver } from '../chain.ts';
import { isSound, type OpenProblem, openDatabase, openProblemOf } from '../open.ts';
import type { DiskLog } from './disk.ts';
import { terminalMigrations } from './migrations/index.ts';
import { pendingOf } from './pending.ts';
import { readDamaged, takeIn } from './salvage.ts';
import { openSettings } from './settings.ts';
import { beginStream, newDeviceName, streamTips } from './stream.ts';

/** A larger file is only looked over after an unclean stop: it would keep facts waiting. */
const alwaysLookedOverBytes = 64 * 1024 * 1024;

interface TerminalFile {
  database: Knex;
  /** The terminal's name. */
  dev: string;
  wasSetAside: boolean;
}

/**
 * Opens `<folder>/terminal.sqlite`. A damaged file is set aside under another name, never deleted, and a new stream begun in
 * a new file; what no hub has is salvaged into it under its old streams. The terminal's name survives in any case.
 */
export async function openTerminalFile({
  folder,
  now,
  log,
}: {
  folder: string;
  now: () => number;
  log: DiskLog;
}): Promise<Result<TerminalFile, OpenProblem>> {
  const file = join(folder, 'terminal.sqlite');
  let opened = await openSound(file);
  const wasSetAside = !opened.ok && opened.error.code === 'corrupt';
  if (!opened.ok && opened.error.code === 'corrupt') {
    const setAside = putAside(folder, file, now());
    log.error({ setAside, reason: opened.error.reason }, 'the database is corrupt: set aside, a new stream begins');
    opened = await openSound(file);
  }
  if (!opened.ok) return opened;
  const database = opened.value;
  try {
    for (const aside of notSalvaged(folder)) {
      await salvage({ database, file, aside, folder, now, log }).catch((error: unknown) =>
        log.error({ aside, error }, 'nothing could be salvaged this time: the next start tries again'),
      );
    }
    const settings = openSettings(database);
    const dev = (await settings.read('dev')) ?? rememberedName(folder) ?? newDeviceName();
    await settings.write('dev', dev);
    await settings.write('closed-cleanly', 'no');
    rememberName(folder, dev);
    return success({ database, dev, wasSetAside });
  } catch (error) {
    await database.destroy();
    throw error;
  }
}

async function openSound(file: string): Promise<Result<Knex, OpenProblem>> {
  if (hasLost(file)) return failure({ code: 'corrupt', reason: 'its log file lies there alone' });
  const opened = await openDatabase({ file, exclusive: true, migrations: terminalMigrations });
  if (!opened.ok) return opened;
  let problem: OpenProblem | null;
  try {
    problem = await problemOf(opened.value, file);
  } catch (error) {
    problem = openProblemOf(error);
    if (problem.code !== 'disk') problem = { code: 'corrupt', reason: faultWord(error) };
  }
  if (problem === null) return opened;
  await opened.value.destroy();
  return failure(problem);
}

/** SQLite would begin a new database and delete the log of the old one, which may hold all there is. */
function hasLost(file: string): boolean {
  const sizeOf = (name: string): number => statSync(name, { throwIfNoEntry: false })?.size ?? 0;
  return sizeOf(file) === 0 && sizeOf(`${file}-wal`) > 0;
}

/** After an unclean stop the file is looked over before anything is added to it, and what will be pushed against its chain. */
async function problemOf(database: Knex, file: string): Promise<OpenProblem | null> {
  const wasClosed = (await openSettings(database).read('closed-cleanly')) === 'yes';
  if (wasClosed && statSync(file).size > alwaysLookedOverBytes) return null;
  if (!(await isSound(database))) return { code: 'corrupt', reason: 'quick_check' };
  for (const tip of await streamTips(database)) {
    for (let { acked } = tip; acked < tip.seq; ) {
      const next = await pendingOf(database, { ...tip, acked }, { records: 5000, bytes: Number.POSITIVE_INFINITY });
      const end = next.lines.reduce(chainOver, { seq: acked, h: next.previous });
      if (!end.h.equals(next.tip)) return { code: 'corrupt', reason: `the chain of stream ${tip.stream} is broken` };
      acked = end.seq;
    }
  }
  return null;
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

/** Files that were set aside and not salvaged to the end: a stop in between is no reason to give up. */
function notSalvaged(folder: string): string[] {
  const names = readdirSync(folder).map((name) => /^(terminal-corrupt-.*Z)\.sqlite(?:-wal)?$/.exec(name)?.[1]);
  return [...new Set(names)].filter((name) => name !== undefined).map((name) => join(folder, `${name}.sqlite`));
}

async function salvage({
  database,
  file,
  aside,
  folder,
  now,
  log,
}: {
  database: Knex;
  file: string;
  aside: string;
  folder: string;
  now: () => number;
  log: DiskLog;
}): Promise<void> {
  // So that its first page lies in the file itself.
  await database.raw('PRAGMA wal_checkpoint(TRUNCATE)');
  const found = await readDamaged(aside, file, log);
  await database.transaction(async (trx) => {
    await takeIn(trx, found);
    const settings = openSettings(trx);
    const dev = (await settings.read('dev')) ?? found.dev ?? rememberedName(folder) ?? newDeviceName();
    await settings.write('dev', dev);
    await beginStream(trx, { dev, begun: now() });
  });
  for (const suffix of ['', '-wal', '-shm']) {
    const salvaged = aside.replace(/\.sqlite$/, `-salvaged.sqlite${suffix}`);
    if (existsSync(aside + suffix)) renameSync(aside + suffix, salvaged);
  }
}

const nameFile = (folder: string): string => join(folder, 'terminal-name');

function rememberedName(folder: string): string | null {
  const name = existsSync(nameFile(folder)) ? readFileSync(nameFile(folder), 'utf8').trim() : '';
  return /^[A-Za-z0-9]{1,32}$/.test(name) ? name : null;
}

/** Beside the database, for the day on which nothing of that can be read. */
function rememberName(folder: string, dev: string): void {
  if (rememberedName(folder) !== dev) writeFileSync(nameFile(folder), `${dev}\n`, { mode: 0o600 });
}
