import type { Migration } from '../../migrate.ts';
import { tombstones } from './0002-tombstones.ts';
import { feedsMigration } from './0003-feeds.ts';

/** The terminal's schema, oldest first. Never edit one that was released; add the next. */
export const terminalMigrations: readonly Migration[] = [
  {
    name: '0001-journal',
    up: async (trx) => {
      await trx.raw(`CREATE TABLE fact (
        stream TEXT NOT NULL,
        seq INTEGER NOT NULL,
        rid TEXT NOT NULL,
        kind TEXT NOT NULL,
        body BLOB NOT NULL,
        h BLOB NOT NULL,
        PRIMARY KEY (stream, seq)
      ) STRICT, WITHOUT ROWID`);
      await trx.raw(`CREATE TABLE stream (
        stream TEXT NOT NULL PRIMARY KEY,
        begun INTEGER NOT NULL,
        acked INTEGER NOT NULL DEFAULT 0
      ) STRICT`);
      await trx.raw(
        'CREATE TABLE progress (id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1), body TEXT NOT NULL) STRICT',
      );
      await trx.raw('CREATE TABLE setting (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT');
    },
  },
  tombstones,
  feedsMigration,
];
