import type { Knex } from 'knex';

/** The one open visit's progress, as JSON that its owner validates. */
export interface Progress {
  save(progress: object): Promise<void>;
  read(): Promise<unknown>;
  /** Forgets it, within the transaction of the fact that takes its place. */
  clear(trx: Knex): Promise<void>;
}

export function openProgress(database: Knex): Progress {
  return {
    async save(progress) {
      await database('progress')
        .insert({ id: 1, body: JSON.stringify(progress) })
        .onConflict('id')
        .merge();
    },
    async read() {
      const row: { body: string } | undefined = await database('progress').where({ id: 1 }).first('body');
      return row === undefined ? null : JSON.parse(row.body);
    },
    async clear(trx) {
      await trx('progress').where({ id: 1 }).delete();
    },
  };
}
