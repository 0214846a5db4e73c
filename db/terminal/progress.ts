import type { Knex } from 'knex';
import type { Journal } from './journal.ts';

/** The one open visit's progress, as JSON that its owner validates. */
export interface Progress {
  save(progress: object): Promise<void>;
  /** Null when there is none; what is not JSON any more comes as it is. */
  read(): Promise<unknown>;
  /** Forgets it, within the transaction of the fact that takes its place. */
  clear(trx: Knex): Promise<void>;
}

export function openProgress(database: Knex, journal: Pick<Journal, 'guard'>): Progress {
  return {
    async save(progress) {
      const row = { id: 1, body: JSON.stringify(progress) };
      await journal.guard(async () => await database('progress').insert(row).onConflict('id').merge());
    },
    async read() {
      const row: { body: string } | undefined = await database('progress').where({ id: 1 }).first('body');
      if (row === undefined) return null;
      try {
        return JSON.parse(row.body);
      } catch {
        return row.body;
      }
    },
    async clear(trx) {
      await trx('progress').where({ id: 1 }).delete();
    },
  };
}
