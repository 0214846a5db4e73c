import type { Knex } from 'knex';
import type { Feeds } from './feeds.ts';

/** The feed of the list of devices. */
export const listScope = 'devices';

/** Tells those who follow the list what a device is now; `feeds.tell(listScope)` follows after the commit. */
export async function announce(trx: Knex, feeds: Feeds, dev: string): Promise<void> {
  const row: { unit: string | null; status: string } | undefined = await trx('device')
    .where({ dev })
    .first('unit', 'status');
  if (row !== undefined) await feeds.putIn(trx, listScope, dev, row);
}
