import type { Migration } from '../../migrate.ts';
import { devicesMigration } from './0002-devices.ts';
import { staffMigration } from './0003-staff.ts';
import { feedsMigration } from './0004-feeds.ts';
import { ticketsMigration } from './0005-tickets.ts';
import { relayMigration } from './0006-relay.ts';

/**
 * The hub's schema, oldest first. Portable on purpose: text, bigint milliseconds, blobs; no engine's own types, no
 * triggers, no sequence used as a cursor. The device stands first in every key, so that a distributed engine can spread it.
 */
export const hubMigrations: readonly Migration[] = [
  {
    name: '0001-landing',
    up: async (trx) => {
      await trx.schema.createTable('device_stream', (table) => {
        table.string('dev', 32).notNullable();
        table.string('stream', 13).notNullable();
        table.bigInteger('upto').notNullable();
        table.binary('tip').notNullable();
        table.bigInteger('first_t').notNullable();
        table.bigInteger('last_t').notNullable();
        table.primary(['dev', 'stream']);
      });
      await trx.schema.createTable('landing', (table) => {
        table.string('dev', 32).notNullable();
        table.string('stream', 13).notNullable();
        table.bigInteger('seq').notNullable();
        table.string('kind', 64);
        table.binary('body').notNullable();
        table.binary('h').notNullable();
        table.bigInteger('recv_t').notNullable();
        table.string('quarantine', 200);
        table.primary(['dev', 'stream', 'seq']);
        table.index(['kind', 'recv_t']);
      });
      await trx.schema.createTable('fork_evidence', (table) => {
        table.string('dev', 32).notNullable();
        table.string('stream', 13).notNullable();
        table.bigInteger('from_seq').notNullable();
        table.bigInteger('recv_t').notNullable();
        table.binary('body').notNullable();
      });
    },
  },
  devicesMigration,
  staffMigration,
  feedsMigration,
  ticketsMigration,
  relayMigration,
];
