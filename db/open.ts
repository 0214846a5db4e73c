import knex, { type Knex } from 'knex';
import { faultWord } from '../shared/fault.ts';
import { failure, type Result, success } from '../shared/result.ts';
import { type DiskTrouble, diskTroubleOf } from './disk-trouble.ts';
import { type Migration, migrate, type SchemaVersion } from './migrate.ts';
import { keepErrorsPlain, withoutValues } from './plain-errors.ts';

/** Why a database could not be opened. `reason`: an error's code, or what this program found. */
export type OpenProblem =
  /** Not a database, or a damaged one. */
  | { code: 'corrupt'; reason: string }
  /** Written by a newer version of this program; never reset to fit. */
  | { code: 'newer'; found: number; known: number }
  /** A setting did not take; durability would be a guess. */
  | { code: 'pragma'; pragma: string; wanted: string; found: string }
  /** The disk refuses: full, read-only, failing. It may think better of it. */
  | { code: 'disk'; trouble: DiskTrouble; reason: string }
  /** Somebody else holds it. */
  | { code: 'unavailable'; reason: string };

/** `user_version`, which SQLite keeps in the file's head for this. */
const versionInFile: SchemaVersion = {
  async read(database) {
    const rows: { user_version: number }[] = await database.raw('PRAGMA user_version');
    return rows[0]?.user_version ?? 0;
  },
  async write(trx, version) {
    await trx.raw(`PRAGMA user_version = ${version}`);
  },
};

/** What SQLite says about a file that is not, or no longer, a sound database. */
const corruption = new Set(['SQLITE_CORRUPT', 'SQLITE_NOTADB']);

/**
 * Settings in the order in which they must be made (the lock before the journal mode, auto_vacuum before the first table)
 * and what reading them back must give. FULL: a commit that returned survives a power cut.
 */
function pragmas(exclusive: boolean): [name: string, value: string, readBack: string][] {
  return [
    // Whoever wants a file that another process has for itself is told soon; a shared one is worth waiting for.
    ['busy_timeout', exclusive ? '1000' : '5000', exclusive ? '1000' : '5000'],
    ['locking_mode', exclusive ? 'EXCLUSIVE' : 'NORMAL', exclusive ? 'exclusive' : 'normal'],
    ['auto_vacuum', 'INCREMENTAL', '2'],
    ['journal_mode', 'WAL', 'wal'],
    ['synchronous', 'FULL', '2'],
    ['foreign_keys', 'ON', '1'],
    ['mmap_size', '0', '0'],
    ['cell_size_check', 'ON', '1'],
    ['trusted_schema', 'OFF', '0'],
    ['journal_size_limit', '16777216', '16777216'],
  ];
}

/**
 * Opens a SQLite file through one connection, sets and reads back its pragmas, and brings its schema up to date. The only
 * file that names the driver. `exclusive`: no other process may open it while we have it (a terminal's own file).
 */
export async function openDatabase({
  file,
  exclusive,
  migrations,
}: {
  file: string;
  exclusive: boolean;
  migrations: readonly Migration[];
}): Promise<Result<Knex, OpenProblem>> {
  const database = connect(file);
  try {
    const problem = (await setPragmas(database, exclusive)) ?? (await migrate(database, migrations, versionInFile));
    if (problem === null) return success(database);
    await database.destroy();
    return failure(problem);
  } catch (error) {
    await database.destroy();
    return failure(openProblemOf(error));
  }
}

/** What an error of opening, or of the first writes, means. */
export function openProblemOf(error: unknown): OpenProblem {
  const reason = faultWord(error);
  const trouble = diskTroubleOf(error);
  if (trouble !== null) return { code: 'disk', trouble, reason };
  return corruption.has(reason) ? { code: 'corrupt', reason } : { code: 'unavailable', reason };
}

/**
 * Gives the connection up and opens the file anew on the same terms; then all that the log file holds is written and synced
 * into the database. Throws when the disk is not ready for that.
 */
export async function reopenDatabase(database: Knex, { exclusive }: { exclusive: boolean }): Promise<void> {
  await database.destroy();
  database.initialize();
  try {
    const problem = await setPragmas(database, exclusive);
    if (problem !== null) throw brokenConnection(JSON.stringify(problem));
    await database.raw('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch (error) {
    // Nobody may use it half set up.
    await database.destroy();
    throw error;
  }
}

/** The error of whoever was left without a connection by a disk that failed. */
export function brokenConnection(cause: unknown): Error {
  return Object.assign(new Error('the connection to the database is lost', { cause }), { code: 'SQLITE_IOERR' });
}

/** A connection to a file as it is, damaged or not: nothing is set, nothing is checked. */
export function connect(file: string): Knex {
  const database = knex({
    client: 'sqlite3',
    connection: { filename: file },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
    compileSqlOnError: false,
    // What fails is told by the call that failed.
    log: { warn: quiet, error: quiet, debug: quiet, deprecate: quiet },
  });
  keepErrorsPlain(database);
  return database;
}

const quiet = (): void => undefined;

async function setPragmas(database: Knex, exclusive: boolean): Promise<OpenProblem | null> {
  for (const [name, value, wanted] of pragmas(exclusive)) {
    await database.raw(`PRAGMA ${name} = ${value}`);
    const found = firstValue(await database.raw(`PRAGMA ${name}`));
    if (found !== wanted) return { code: 'pragma', pragma: name, wanted, found };
  }
  return null;
}

/** True when SQLite finds nothing wrong in the whole file. */
export async function isSound(database: Knex): Promise<boolean> {
  return firstValue(await database.raw('PRAGMA quick_check(1)')) === 'ok';
}

function firstValue(rows: unknown): string {
  const row: unknown = Array.isArray(rows) ? rows[0] : undefined;
  return typeof row === 'object' && row !== null ? String(Object.values(row)[0]) : '';
}

/** The part of the driver's connection that a kept statement needs. */
interface DriverConnection {
  prepare(sql: string, done: (error: Error | null) => void): DriverStatement;
}
interface DriverStatement {
  run(bindings: unknown[], done: (error: Error | null) => void): void;
  finalize(done: () => void): void;
}

/** One statement, prepared once and run often; each run is a transaction of its own. */
export interface KeptStatement {
  run(bindings: unknown[]): Promise<void>;
  /** Must be called before the database is closed. */
  release(): Promise<void>;
}

/**
 * Keeps a statement prepared on the pool's one connection. knex prepares anew and asks its pool at every call, which
 * costs a third of a durable insert; the journal's own insert is the one place where that matters. A run beside an open
 * transaction would become part of it: whoever keeps a statement must be the one who opens the transactions.
 */
export async function keepStatement(database: Knex, sql: string): Promise<KeptStatement> {
  const connection: DriverConnection = await database.client.acquireConnection();
  const settled = (start: (done: (error: Error | null) => void) => void): Promise<void> =>
    new Promise((done, fail) => start((error) => (error instanceof Error ? fail(withoutValues(error)) : done())));
  try {
    let statement: DriverStatement | undefined;
    await settled((done) => {
      statement = connection.prepare(sql, done);
    });
    const prepared = statement;
    if (prepared === undefined) throw new Error('the driver prepared nothing');
    return {
      run: (bindings) => settled((done) => prepared.run(bindings, done)),
      release: () => new Promise((done) => prepared.finalize(() => done())),
    };
  } finally {
    await database.client.releaseConnection(connection);
  }
}
