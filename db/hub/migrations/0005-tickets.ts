import type { Migration } from '../../migrate.ts';

export const ticketsMigration: Migration = {
  name: '0005-tickets',
  up: async (trx) => {
    await trx.schema.createTable('ticket', (table) => {
      table.string('rid', 36).primary();
      table.string('unit', 64).notNullable();
      table.string('dev', 32).notNullable();
      table.string('state', 16).notNullable();
      table.bigInteger('ver').notNullable();
      table.text('about').notNullable();
      table.string('claimant', 40);
      table.bigInteger('came_t').notNullable();
      table.bigInteger('until_t').notNullable();
      table.index(['state', 'until_t']);
    });
  },
};
