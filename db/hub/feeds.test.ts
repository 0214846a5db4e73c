import { join } from 'node:path';
import type { Knex } from 'knex';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { engines, freshPlace } from '../testing/hub-places.ts';
import { temporaryFolder } from '../testing/temporary.ts';
import { type Feeds, openFeeds } from './feeds.ts';
import { type HubPlace, openHubDatabase, openHubStore } from './store.ts';

let place: HubPlace;
const undo: (() => Promise<void>)[] = [];

async function session(): Promise<Knex> {
  const opened = await openHubDatabase(place);
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  undo.push(() => opened.value.destroy());
  return opened.value;
}
/** SQLite has one writer: who does not get the file tries again. */
async function untilFree(work: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!String(error).includes('SQLITE_BUSY')) throw error;
      await new Promise((soon) => setTimeout(soon, 20));
    }
  }
}
const pause = async (): Promise<void> => await new Promise((soon) => setTimeout(soon, 150));

/** Everything from a cursor on, page by page. */
async function readAll(feeds: Feeds, after: string | null = null, limit = 2) {
  const items: string[] = [];
  for (let cursor = after; ; ) {
    const page = await feeds.page('settings', cursor, limit);
    if (!page.ok) throw new Error('gone');
    items.push(...page.value.items.map(({ key, ver, del, body }) => `${key}${ver}${del ? '-' : `=${String(body)}`}`));
    cursor = page.value.next;
    if (!page.value.more) return { items, cursor };
  }
}

/** Two sessions write, the one that began first commits last, and somebody reads on from what has been seen in between. */
async function seenByReader(
  write: (trx: Knex, key: string) => Promise<void>,
  read: (after: number) => Promise<{ keys: string[]; next: number }>,
): Promise<string[]> {
  const [first, second] = [await session(), await session()];
  const slow = await first.transaction();
  await write(slow, 'slow');
  const quick = untilFree(async () => await second.transaction(async (trx) => await write(trx, 'quick')));
  await pause();
  const before = await read(0);
  await slow.commit();
  await quick;
  return [...before.keys, ...(await read(before.next)).keys];
}

describe.each(engines)('feeds on %s', (engine) => {
  let feeds: Feeds;
  beforeEach(async () => {
    place = await freshPlace(engine);
    feeds = openFeeds(await session());
  });
  afterEach(async () => {
    for (const step of undo.splice(0)) await step();
  });

  test('tell what there is, what changed and what was taken away, each thing once and as it is now', async () => {
    for (const key of ['a', 'b', 'c']) await feeds.put('settings', key, 'x');
    const { items, cursor } = await readAll(feeds);
    expect(items).toEqual(['a1=x', 'b1=x', 'c1=x']);
    await feeds.put('settings', 'a', 'y');
    await feeds.put('settings', 'a', 'z');
    await feeds.put('settings', 'c', 'x');
    await feeds.remove('settings', 'b');
    await feeds.remove('settings', 'nothing');
    expect((await readAll(feeds, cursor)).items).toEqual(['a3=z', 'b2-']);
    expect((await readAll(feeds)).items).toEqual(['c1=x', 'a3=z']);
    expect((await readAll(openFeeds(await session()), cursor)).items).toEqual(['a3=z', 'b2-']);
  });

  test('a thing added while somebody pages is on a later page F45 @fault', async () => {
    for (const key of ['a', 'b', 'c', 'd']) await feeds.put('settings', key, 'x');
    const first = await feeds.page('settings', null, 2);
    await feeds.put('settings', 'e', 'x');
    await feeds.put('settings', 'a', 'y');
    await feeds.put('settings', 'c', 'y');
    expect((await readAll(feeds, first.ok ? first.value.next : null)).items).toEqual(['d1=x', 'e1=x', 'a2=y', 'c2=y']);
  });

  test('a writer that commits late is not skipped F45 @fault', async () => {
    const reader = openFeeds(await session());
    let cursor: string | null = null;
    const seen = await seenByReader(
      async (trx, key) => await feeds.putIn(trx, 'settings', key, 'x'),
      async () => {
        const page = await reader.page('settings', cursor, 10);
        if (!page.ok) throw new Error('gone');
        cursor = page.value.next;
        return { keys: page.value.items.map(({ key }) => key), next: 0 };
      },
    );
    expect(seen).toEqual(['slow', 'quick']);
  });

  test('many writers at once get positions without gaps, and nobody deadlocks', async () => {
    const others = [feeds, openFeeds(await session()), openFeeds(await session())];
    await Promise.all(
      Array.from({ length: 30 }, async (_, index) => await others[index % 3]?.put('settings', `k${index}`, 'x')),
    );
    const page = await feeds.page('settings', null, 100);
    const positions = page.ok ? page.value.items.map(({ pos }) => pos) : [];
    expect(positions).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  });

  test('a cursor of an older generation, of a hub that has lost what it gave, or of nobody begins again F45 @fault', async () => {
    await feeds.put('settings', 'a', 'x');
    const { cursor } = await readAll(feeds);
    const [generation] = cursor.split('.');
    for (const wrong of [`${generation}.7.0`, 'nonsense', `x${cursor}`]) {
      expect(await feeds.page('settings', wrong, 10)).toEqual({ ok: false, error: 'gone' });
    }
    await feeds.renew();
    expect(await feeds.page('settings', cursor, 10)).toEqual({ ok: false, error: 'gone' });
    expect((await readAll(feeds)).items).toEqual(['a1=x']);
  });

  test('what was taken away can be forgotten; who has not seen it begins again, who is beginning goes on', async () => {
    for (const key of ['a', 'b', 'c', 'd', 'e']) await feeds.put('settings', key, 'x');
    const old = await feeds.page('settings', null, 2);
    const { cursor: upToDate } = await readAll(feeds);
    await feeds.remove('settings', 'b');
    const { cursor: afterIt } = await readAll(feeds, upToDate);
    await feeds.forgetRemoved('settings');
    await feeds.forgetRemoved('settings');
    expect(await readAll(feeds, afterIt)).toMatchObject({ items: [] });
    expect(await feeds.page('settings', upToDate, 10)).toEqual({ ok: false, error: 'gone' });
    expect(await feeds.page('settings', old.ok ? old.value.next : null, 10)).toEqual({ ok: false, error: 'gone' });
    const { items, cursor } = await readAll(feeds);
    expect(items).toEqual(['a1=x', 'c1=x', 'd1=x', 'e1=x']);
    await feeds.put('settings', 'b', 'again');
    expect((await readAll(feeds, cursor)).items).toEqual(['b1=again']);
  });
});

test('numbers that an engine gives out do skip a late writer: the test above can see it F45 @fault', async () => {
  place = await freshPlace('PostgreSQL');
  const database = await session();
  await database.raw('CREATE TABLE numbered (id bigserial PRIMARY KEY, key text)');
  const seen = await seenByReader(
    async (trx, key) => {
      await trx('numbered').insert({ key });
    },
    async (after) => {
      const rows: { id: string; key: string }[] = await database('numbered').where('id', '>', after).orderBy('id');
      return { keys: rows.map(({ key }) => key), next: Number(rows.at(-1)?.id ?? after) };
    },
  );
  for (const step of undo.splice(0)) await step();
  expect(seen).toEqual(['quick']);
});

test('a hub that was started from a backup knows no cursor from before F45 @fault', async () => {
  const folder = temporaryFolder();
  const copy = join(folder, 'copy.sqlite');
  const opened = await openHubStore({ file: join(folder, 'hub.sqlite') });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  const { feeds, backup, close } = opened.value;
  await feeds.put('settings', 'a', 'x');
  await backup?.(copy);
  await feeds.put('settings', 'b', 'lost with the disk');
  const { cursor } = await readAll(feeds);
  await close();
  const restored = await openHubStore({ file: copy });
  if (!restored.ok) throw new Error(JSON.stringify(restored.error));
  await restored.value.feeds.put('settings', 'c', 'x');
  expect(await restored.value.feeds.page('settings', cursor, 10)).toEqual({ ok: false, error: 'gone' });
  expect((await readAll(restored.value.feeds)).items).toEqual(['a1=x', 'c1=x']);
  await restored.value.close();
});
