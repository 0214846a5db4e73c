import type { Knex } from 'knex';
import type { OpenProblem } from './open.ts';

/** One step of a schema, forward only. Listed statically: bundles and archives have no folder to scan. */
export interface Migration {
  name: string;
  up: (trx: Knex) => Promise<void>;
}

/** Where an engine keeps how many migrations are done; `read` in a transaction waits for others that migrate. */
export interface SchemaVersion {
  read(database: Knex): Promise<number>;
  write(trx: Knex, version: number): Promise<void>;
}

/** Runs what is missing, each in a transaction of its own, with the count of those done. */
export async function migrate(
  database: Knex,
  migrations: readonly Migration[],
  version: SchemaVersion,
): Promise<OpenProblem | null> {
  const done = await version.read(database);
  if (done > migrations.length) return { code: 'newer', found: done, known: migrations.length };
  for (const [index, migration] of migrations.entries()) {
    if (index < done) continue;
    await database.transaction(async (trx) => {
      if ((await version.read(trx)) > index) return;
      await migration.up(trx);
      await version.write(trx, index + 1);
    });
  }
  return null;
}
