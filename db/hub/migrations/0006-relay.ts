import type { Migration } from '../../migrate.ts';

/** A hub that passes facts on: what it keeps for the city, and at the city which devices such hubs have told of. */
export const relayMigration: Migration = {
  name: '0006-relay',
  up: async (trx) => {
    for (const name of ['device', 'enrolment_code']) {
      await trx.schema.alterTable(name, (table) => {
        /** terminal, relay */
        table.string('kind', 16).notNullable().defaultTo('terminal');
      });
    }
    await trx.schema.alterTable('device_stream', (table) => {
      /** Up to where the city has it. */
      table.bigInteger('city').notNullable().defaultTo(0);
    });
    await trx.schema.createTable('envelope', (table) => {
      table.string('dev', 32).notNullable();
      table.string('stream', 13).notNullable();
      table.bigInteger('upto').notNullable();
      table.bigInteger('from_seq').notNullable();
      /** The whole address that the device signed. */
      table.text('url').notNullable();
      table.text('signature_input').notNullable();
      table.text('signature').notNullable();
      table.binary('body').notNullable();
      /** Since when the city has it, ms; null: it has not. */
      table.bigInteger('city_t');
      table.primary(['dev', 'stream', 'upto']);
      table.index(['city_t']);
    });
    await trx.schema.createTable('relayed_device', (table) => {
      table.string('dev', 32).notNullable();
      table.string('relay', 32).notNullable();
      /** 1: it was this relay that revoked it; what the relay had taken before still counts. */
      table.bigInteger('revoked').notNullable().defaultTo(0);
      table.primary(['dev', 'relay']);
    });
  },
};
