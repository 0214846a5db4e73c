import type { Migration } from '../../migrate.ts';

/**
 * Streams know whose they are and up to where the city has them; spans without rows (purged, damaged, refused) are kept as
 * what stands in their place, and enough hashes to check an old tip for ever.
 */
export const tombstones: Migration = {
  name: '0002-tombstones',
  up: async (trx) => {
    await trx.raw("ALTER TABLE stream ADD COLUMN dev TEXT NOT NULL DEFAULT ''");
    await trx.raw('ALTER TABLE stream ADD COLUMN city INTEGER NOT NULL DEFAULT 0');
    await trx.raw("UPDATE stream SET city = acked, dev = coalesce((SELECT value FROM setting WHERE name = 'dev'), '')");
    await trx.raw(`CREATE TABLE gap (
      stream TEXT NOT NULL,
      seq INTEGER NOT NULL,
      n INTEGER NOT NULL CHECK (n > 0),
      why TEXT NOT NULL,
      h BLOB NOT NULL,
      PRIMARY KEY (stream, seq)
    ) STRICT, WITHOUT ROWID`);
    await trx.raw(`CREATE TABLE milestone (
      stream TEXT NOT NULL,
      seq INTEGER NOT NULL,
      h BLOB NOT NULL,
      PRIMARY KEY (stream, seq)
    ) STRICT, WITHOUT ROWID`);
    await trx.raw(`CREATE TABLE refused (
      rid TEXT NOT NULL PRIMARY KEY,
      stream TEXT NOT NULL,
      seq INTEGER NOT NULL,
      kind TEXT NOT NULL,
      why TEXT NOT NULL,
      body BLOB NOT NULL
    ) STRICT`);
    await trx.raw(`CREATE TABLE receipt (
      stream TEXT NOT NULL PRIMARY KEY,
      upto INTEGER NOT NULL,
      tip BLOB NOT NULL,
      at INTEGER NOT NULL,
      hub TEXT NOT NULL,
      signature TEXT NOT NULL
    ) STRICT`);
  },
};
