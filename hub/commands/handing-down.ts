import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openBlobs } from '../feeds/blobs.ts';
import { publishContent } from '../feeds/publish-content.ts';
import { publishKeys } from '../sealing/publish-keys.ts';
import { openSealingKeys } from '../sealing/sealing-keys.ts';
import { openExisting, Refused, type Surroundings } from './command.ts';

/** Hands a content pack down to all terminals of this hub. */
export async function publish(around: Surroundings): Promise<number> {
  const [file] = around.words;
  if (file === undefined) throw new Refused('publish which pack? npm run content -- pack makes one');
  const store = await openExisting(around);
  try {
    const published = await publishContent(readFileSync(file), {
      blobs: openBlobs(join(around.folder, 'blobs')),
      feeds: store.feeds,
    });
    if (!published.ok) throw new Refused(`${file}: ${published.error}`);
    around.say(`Version ${published.value.version} goes to all terminals; each shows it from its next start on`);
    return 0;
  } finally {
    await store.close();
  }
}

/** Destroys a month's key, and with it every word that was sealed to it: for ever, in every copy of the database. */
export async function forget(around: Surroundings): Promise<number> {
  const [month = ''] = around.words;
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new Refused('forget which month? such as 2026-11');
  const store = await openExisting(around);
  try {
    const { folder } = around;
    const { staff, feeds } = store;
    const keys = await openSealingKeys({ folder: join(folder, 'sealing'), now: Date.now, note: staff.note });
    if (!(await keys.destroy(month, 'command-line'))) throw new Refused(`There is no key of ${month}`);
    await publishKeys(keys, feeds);
    around.say(`What was written in ${month} cannot be read by anybody any more`);
    return 0;
  } finally {
    await store.close();
  }
}
