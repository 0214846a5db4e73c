import { randomBytes } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { freshPlace } from '../testing/hub-places.ts';
import { openHubDatabase, openHubStore } from './store.ts';

/** On a database with one writer neither can come between the other's steps. */
test('at a hub on PostgreSQL a device that a relay tells of while it is let in keeps its name: under another its facts would be there twice', async () => {
  const place = await freshPlace('PostgreSQL');
  const [store, database] = [await openHubStore(place), await openHubDatabase(place)];
  if (!store.ok || !database.ok) throw new Error('the database could not be opened');
  const { devices, relayed, close } = store.value;
  const rows = database.value;
  onTestFinished(async () => {
    await close();
    await rows.destroy();
  });
  const key = randomBytes(32);
  const code = await devices.makeCode({ unit: null, replaces: null, by: 'test' });

  // The row of the code is held, so that letting in stops after it has looked for the key and before it looks for the name.
  const held = await rows.transaction();
  await held('enrolment_code').update({ tries: 0 });
  const enrolling = devices.enrol({ code, key, wants: 'kAAAAA' });
  await expect
    .poll(
      async () =>
        (await rows('pg_stat_activity').whereRaw('datname = current_database()').where('wait_event_type', 'Lock'))
          .length,
      { timeout: 10_000 },
    )
    .toBe(1);
  expect(await relayed.tell('hall', { dev: 'kAAAAA', unit: null, status: 'active', keys: [key] })).toBe(true);
  await held.commit();

  expect(await enrolling).toEqual({ ok: true, value: { dev: 'kAAAAA', keyNo: 1 } });
  expect((await devices.list()).map(({ dev }) => dev)).toEqual(['kAAAAA']);
});
