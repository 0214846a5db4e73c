import type { Feeds } from '../../db/hub/feeds.ts';
import type { SealingKeys } from './sealing-keys.ts';

const scope = 'sealing-keys';
const mostKeys = 200;

/** Hands the public keys of this month and the next down to terminals and takes the others back; when it is so already, nothing. */
export async function publishKeys(keys: Pick<SealingKeys, 'listed'>, feeds: Feeds): Promise<void> {
  const listed = await keys.listed();
  for (const key of listed) await feeds.put(scope, key.month, key);
  const page = await feeds.page(scope, null, mostKeys);
  if (!page.ok) return;
  const old = page.value.items.filter(({ key }) => !listed.some(({ month }) => month === key));
  for (const { key } of old) await feeds.remove(scope, key);
}
