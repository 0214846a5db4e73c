import type { Migration } from '../../migrate.ts';

/** Who may push: devices with their keys, the codes that let them in, and what happened to them. */
export const devicesMigration: Migration = {
  name: '0002-devices',
  up: async (trx) => {
    await trx.schema.createTable('device', (table) => {
      table.string('dev', 32).notNullable().primary();
      table.string('unit', 64);
      /** active, revoked */
      table.string('status', 16).notNullable();
      table.bigInteger('key_no').notNullable();
      /** 1: it is asked for a new key. */
      table.bigInteger('rotate').notNullable().defaultTo(0);
      table.bigInteger('enrolled_t').notNullable();
      table.bigInteger('last_t');
      table.bigInteger('clock_off');
      table.bigInteger('clock_unc');
      table.bigInteger('pending');
      table.string('app', 32);
    });
    await trx.schema.createTable('device_key', (table) => {
      table.string('dev', 32).notNullable();
      table.bigInteger('no').notNullable();
      table.binary('public_key').notNullable();
      table.bigInteger('since_t').notNullable();
      table.primary(['dev', 'no']);
      table.index(['public_key']);
    });
    await trx.schema.createTable('enrolment_code', (table) => {
      table.string('id', 4).notNullable().primary();
      table.binary('hash').notNullable();
      table.string('unit', 64);
      table.string('replaces', 32);
      table.string('made_by', 64).notNullable();
      table.bigInteger('expires_t').notNullable();
      table.bigInteger('tries').notNullable().defaultTo(0);
      table.binary('used_key');
    });
    await trx.schema.createTable('device_event', (table) => {
      table.string('dev', 32).notNullable();
      table.bigInteger('at').notNullable();
      table.string('event', 32).notNullable();
      table.string('detail', 200);
      table.index(['dev', 'at']);
    });
    await trx.schema.alterTable('landing', (table) => {
      /** How far the hub's clock was ahead of the terminal's when it came, ms. */
      table.bigInteger('t_off');
      /** How many sequences a tombstone stands for; a record: 1. */
      table.bigInteger('span').notNullable().defaultTo(1);
    });
  },
};
