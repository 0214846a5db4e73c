import { promisify } from 'node:util';
import sqlite3 from 'sqlite3';

/** The bare driver with the product's own settings: what it would be without us. */
export interface Plain {
  exec(sql: string): Promise<void>;
  prepare(sql: string): {
    run(values: unknown[]): Promise<void>;
    all(values: unknown[]): Promise<unknown[]>;
    finalize(): Promise<void>;
  };
  close(): Promise<void>;
}

/** Opens a file as the product does (WAL, FULL) and runs `schema`. */
export async function openPlain(file: string, schema: string): Promise<Plain> {
  const database = new sqlite3.Database(file);
  const exec = promisify<string, void>((sql, done) => database.exec(sql, done));
  await exec(
    `PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=0; ${schema}`,
  );
  const kept: sqlite3.Statement[] = [];
  return {
    exec,
    prepare(sql) {
      const statement = database.prepare(sql);
      kept.push(statement);
      return {
        run: promisify<unknown[], void>((values, done) => statement.run(values, done)),
        all: promisify<unknown[], unknown[]>((values, done) => statement.all(values, done)),
        async finalize() {
          kept.splice(kept.indexOf(statement), 1);
          await new Promise<void>((done) => statement.finalize(() => done()));
        },
      };
    },
    async close() {
      for (const statement of kept) await new Promise<void>((done) => statement.finalize(() => done()));
      await promisify(database.close.bind(database))();
    },
  };
}
