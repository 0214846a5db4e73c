import knex, { type Knex } from 'knex';
import { faultWord } from '../shared/fault.ts';
import { failure, type Result, success } from '../shared/result.ts';
import { type Migration, migrate, type SchemaVersion } from './migrate.ts';
import type { OpenProblem } from './open.ts';
import { keepErrorsPlain } from './plain-errors.ts';

/** Connections of one hub: writes of a device wait for each other anyway. */
const mostConnections = 8;

const quiet = (): void => undefined;

/** One row of a table of its own; read in a transaction it is locked, so that two hubs do not migrate at once. */
const versionInTable: SchemaVersion = {
  async read(database) {
    const query = database('schema_version').where({ id: 1 }).first('version');
    const row: { version: number } | undefined = await (database.isTransaction === true ? query.forUpdate() : query);
    return row?.version ?? 0;
  },
  async write(trx, version) {
    await trx('schema_version').where({ id: 1 }).update({ version });
  },
};

/**
 * Opens a PostgreSQL database (or one that speaks like it) and brings its schema up to date. A commit that returned must
 * survive a power cut: a server that is set otherwise is refused.
 */
export async function openPostgres({
  url,
  migrations,
}: {
  url: string;
  migrations: readonly Migration[];
}): Promise<Result<Knex, OpenProblem>> {
  const database = knex({
    client: 'pg',
    connection: url,
    pool: { min: 0, max: mostConnections },
    acquireConnectionTimeout: 10_000,
    compileSqlOnError: false,
    // What fails is told by the call that failed.
    log: { warn: quiet, error: quiet, debug: quiet, deprecate: quiet },
  });
  keepErrorsPlain(database);
  try {
    const problem =
      (await durability(database)) ??
      (await prepareVersion(database).then(() => migrate(database, migrations, versionInTable)));
    if (problem === null) return success(database);
    await database.destroy();
    return failure(problem);
  } catch (error) {
    await database.destroy();
    return failure({ code: 'unavailable', reason: faultWord(error) });
  }
}

async function durability(database: Knex): Promise<OpenProblem | null> {
  for (const pragma of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    const { rows }: { rows: Record<string, string>[] } = await database.raw(`SHOW ${pragma}`);
    const found = rows[0]?.[pragma] ?? '';
    if (found === 'off' || found === 'local') return { code: 'pragma', pragma, wanted: 'on', found };
  }
  return null;
}

async function prepareVersion(database: Knex): Promise<void> {
  await database.raw('CREATE TABLE IF NOT EXISTS schema_version (id integer PRIMARY KEY, version integer NOT NULL)');
  await database('schema_version').insert({ id: 1, version: 0 }).onConflict('id').ignore();
}
