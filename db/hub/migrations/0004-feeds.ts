import type { Migration } from '../../migrate.ts';

export const feedsMigration: Migration = {
  name: '0004-feeds',
  up: async (trx) => {
    await trx.schema.createTable('feed_head', (table) => {
      table.string('scope', 80).primary();
      table.bigInteger('pos').notNullable();
      table.bigInteger('floor').notNullable();
      table.string('generation', 16).notNullable();
    });
    await trx.schema.createTable('feed_item', (table) => {
      table.string('scope', 80).notNullable();
      table.string('key', 80).notNullable();
      table.bigInteger('pos').notNullable();
      table.bigInteger('ver').notNullable();
      table.text('body');
      table.primary(['scope', 'key']);
      table.unique(['scope', 'pos']);
    });
  },
};
