import knex, { type Knex } from 'knex';
import { type Migration, migrate } from '../migrate.ts';

/**
 * A database in memory with this schema: for tests that need the real SQL thousands of times and nothing durable. What is
 * durable is tested on files.
 */
export async function memoryDatabase(migrations: readonly Migration[]): Promise<Knex> {
  const database = knex({
    client: 'sqlite3',
    connection: { filename: ':memory:' },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  });
  const problem = await migrate(database, migrations, {
    read: () => Promise.resolve(0),
    write: () => Promise.resolve(),
  });
  if (problem !== null) throw new Error(problem.code);
  return database;
}

/** Everything in these tables, to be put back as it is now. */
export async function copyOf(database: Knex, tables: string[]): Promise<() => Promise<void>> {
  const kept = await Promise.all(
    tables.map(async (table): Promise<[string, object[]]> => [table, await database(table)]),
  );
  return async () => {
    for (const [table, rows] of kept) {
      await database(table).delete();
      for (const row of rows) await database(table).insert(row);
    }
  };
}
