import type { Migration } from '../../migrate.ts';

export const staffMigration: Migration = {
  name: '0003-staff',
  up: async (trx) => {
    await trx.schema.createTable('staff_account', (table) => {
      table.string('name', 40).primary();
      table.string('role', 16).notNullable();
      table.string('unit', 64);
      table.binary('salt').notNullable();
      table.binary('hash').notNullable();
      table.integer('cost').notNullable();
      table.integer('block').notNullable();
      table.integer('parallel').notNullable();
      table.boolean('must_change').notNullable();
      table.bigInteger('made_t').notNullable();
      table.bigInteger('disabled_t');
    });
    // Names that nobody has are counted as well, so that a lock does not tell them apart; only as a hash, for people type anything there.
    await trx.schema.createTable('staff_try', (table) => {
      table.string('name_hash', 64).primary();
      table.integer('wrong').notNullable();
      table.bigInteger('until_t').notNullable();
    });
    await trx.schema.createTable('staff_session', (table) => {
      table.string('token_hash', 64).primary();
      table.string('name', 40).notNullable().index();
      table.bigInteger('until_t').notNullable();
    });
    await trx.schema.createTable('staff_audit', (table) => {
      table.string('id', 36).primary();
      table.bigInteger('t').notNullable().index();
      table.string('who', 40).notNullable();
      table.string('what', 32).notNullable();
      table.string('about', 120);
    });
  },
};
