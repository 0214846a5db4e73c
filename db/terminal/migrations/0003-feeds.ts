import type { Migration } from '../../migrate.ts';

/**
 * What a hub hands down, by key, and the cursor to read on from in the row without a key: one table, so that one statement
 * changes both.
 */
export const feedsMigration: Migration = {
  name: '0003-feeds',
  up: async (trx) => {
    await trx.raw(`CREATE TABLE feed (
      scope TEXT NOT NULL,
      key TEXT NOT NULL,
      reading INTEGER NOT NULL,
      pos INTEGER NOT NULL,
      ver INTEGER NOT NULL,
      body TEXT,
      PRIMARY KEY (scope, key)
    ) STRICT, WITHOUT ROWID`);
  },
};
