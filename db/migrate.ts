import type { Knex } from 'knex';
import type { OpenProblem } from './open.ts';

/** One step of a schema, forward only. Listed statically: bundles and archives have no folder to scan. */
export interface Migration {
  name: string;
  up: (trx: Knex) => Promise<void>;
}

/** Runs what is missing, each in a transaction of its own; the count of those done is kept in the file (user_version). */
export async function migrate(database: Knex, migrations: readonly Migration[]): Promise<OpenProblem | null> {
  const done = await schemaVersion(database);
  if (done > migrations.length) return { code: 'newer', found: done, known: migrations.length };
  for (const [index, migration] of migrations.entries()) {
    if (index < done) continue;
    await database.transaction(async (trx) => {
      await migration.up(trx);
      await trx.raw(`PRAGMA user_version = ${index + 1}`);
    });
  }
  return null;
}

async function schemaVersion(database: Knex): Promise<number> {
  const rows: { user_version: number }[] = await database.raw('PRAGMA user_version');
  return rows[0]?.user_version ?? 0;
}
