import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sodium from 'libsodium-wrappers';
import { beforeEach, describe, expect, test } from 'vitest';
import { openFeeds } from '../../db/hub/feeds.ts';
import type { StaffDeed } from '../../db/hub/staff-audit.ts';
import { openHubDatabase } from '../../db/hub/store.ts';
import { engines, freshPlace } from '../../db/testing/hub-places.ts';
import { temporaryFolder } from '../../db/testing/temporary.ts';
import type { SealingKey } from '../../shared/sync/sealed-words.ts';
import { publishKeys } from './publish-keys.ts';
import { openSealingKeys } from './sealing-keys.ts';

let folder = '';
let time = 0;
let deeds: Omit<StaffDeed, 't'>[] = [];
const at = (day: string): void => {
  time = Date.parse(`${day}T10:00:00+07:00`);
};
const open = async () =>
  await openSealingKeys({
    folder,
    now: () => time,
    note: async (more) => {
      deeds.push(...more);
    },
  });
const seal = (text: string, { month, key }: SealingKey) => ({
  month,
  box: Buffer.from(sodium.crypto_box_seal(text, Buffer.from(key, 'base64'))).toString('base64'),
});
const sealedIn = async (keys: Awaited<ReturnType<typeof open>>, text: string) => {
  const [key] = await keys.listed();
  if (key === undefined) throw new Error('no key is listed');
  return seal(text, key);
};

describe('sealing keys', () => {
  beforeEach(() => {
    folder = join(temporaryFolder(), 'sealing');
    deeds = [];
    at('2026-11-25');
  });

  test('are listed for this month and the next, and kept in files that only their owner reads', async () => {
    const keys = await open();
    const listed = await keys.listed();
    expect(listed.map(({ month }) => month)).toEqual(['2026-11', '2026-12']);
    expect(readdirSync(folder).sort()).toEqual(['2026-11.key', '2026-12.key']);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(await (await open()).listed()).toEqual(listed);
    at('2026-12-01');
    expect((await keys.listed()).map(({ month }) => month)).toEqual(['2026-12', '2027-01']);
    expect(deeds.map(({ what, about }) => `${what} ${about}`)).toEqual([
      'sealing-key-made 2026-11',
      'sealing-key-made 2026-12',
      'sealing-key-made 2027-01',
    ]);
  });

  test('open what was sealed to them, and say when they cannot', async () => {
    const keys = await open();
    const sealed = await sealedIn(keys, 'Không nhận được mã OTP');
    expect(keys.open(sealed)).toEqual({ state: 'open', text: 'Không nhận được mã OTP' });
    expect(keys.open({ ...sealed, month: '2026-12' })).toEqual({ state: 'unreadable' });
    expect(keys.open({ ...sealed, box: sealed.box.replace(/^..../, 'AAAA') })).toEqual({ state: 'unreadable' });
  });

  test('once destroyed are gone for ever, with a trace, and none is made in their place', async () => {
    const keys = await open();
    const sealed = await sealedIn(keys, 'x');
    const secret = readFileSync(join(folder, '2026-11.key'));
    expect(await keys.destroy('2026-11', 'lan.nt')).toBe(true);
    expect(await keys.destroy('2026-11', 'lan.nt')).toBe(false);
    expect(keys.open(sealed)).toEqual({ state: 'destroyed' });
    const again = await open();
    expect((await again.listed()).map(({ month }) => month)).toEqual(['2026-12']);
    expect(again.open(sealed)).toEqual({ state: 'destroyed' });
    for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name)).includes(secret)).toBe(false);
    expect(deeds.at(-1)).toEqual({ who: 'lan.nt', what: 'sealing-key-destroyed', about: '2026-11' });
  });

  test('are not destroyed when that cannot be written down', async () => {
    const keys = await openSealingKeys({
      folder,
      now: () => time,
      note: async (more) => {
        if (more.some(({ what }) => what === 'sealing-key-destroyed')) throw new Error('disk full');
      },
    });
    const sealed = await sealedIn(keys, 'x');
    await expect(keys.destroy('2026-11', 'lan.nt')).rejects.toThrow('disk full');
    expect(keys.open(sealed)).toMatchObject({ state: 'open' });
  });

  test('are kept for thirteen months and destroyed at the next start', async () => {
    const sealed = await sealedIn(await open(), 'x');
    at('2027-11-30');
    expect((await open()).open(sealed)).toEqual({ state: 'open', text: 'x' });
    at('2027-12-01');
    expect((await open()).open(sealed)).toEqual({ state: 'destroyed' });
    expect(deeds).toContainEqual({ who: 'hub', what: 'sealing-key-destroyed', about: '2026-11' });
  });

  test.each(['2099-01-01', '1970-01-01'])('are left alone by a clock that jumped to %s', async (day) => {
    const sealed = await sealedIn(await open(), 'x');
    at(day);
    expect(await (await open()).listed()).toEqual([]);
    at('2026-11-26');
    const keys = await open();
    expect(keys.open(sealed)).toEqual({ state: 'open', text: 'x' });
    expect((await keys.listed()).map(({ month }) => month)).toEqual(['2026-11', '2026-12']);
  });

  test('of a destruction that was cut off are destroyed at the next start', async () => {
    await open();
    writeFileSync(join(folder, '2026-11.destroyed'), '');
    await open();
    expect(existsSync(join(folder, '2026-11.key'))).toBe(false);
  });
});

describe.each(engines)('public keys on %s', (engine) => {
  test('are handed down while they are of this month or the next', async () => {
    const opened = await openHubDatabase(await freshPlace(engine));
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    const feeds = openFeeds(opened.value);
    const handedDown = async () => {
      const page = await feeds.page('sealing-keys', null, 10);
      return page.ok ? page.value.items.map(({ ver, body }) => [ver, body]) : [];
    };
    folder = join(temporaryFolder(), 'sealing');
    at('2026-11-25');
    const keys = await open();
    await publishKeys(keys, feeds);
    await publishKeys(keys, feeds);
    const first = await keys.listed();
    expect(await handedDown()).toEqual(first.map((key) => [1, key]));
    at('2026-12-02');
    await publishKeys(keys, feeds);
    expect(await handedDown()).toEqual((await keys.listed()).map((key) => [1, key]));
    await opened.value.destroy();
  });
});
