import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Knex } from 'knex';
import sodium from 'libsodium-wrappers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chainNext, chainStart } from '../../db/chain.ts';
import { openLanding } from '../../db/hub/landing.ts';
import { openStaff, type Staff } from '../../db/hub/staff.ts';
import { openHubDatabase } from '../../db/hub/store.ts';
import { openWords } from '../../db/hub/words.ts';
import { engines, freshPlace } from '../../db/testing/hub-places.ts';
import { someFact, temporaryFolder } from '../../db/testing/temporary.ts';
import type { StaffRole } from '../../shared/staff/rights.ts';
import { openSealingKeys, type SealingKeys } from '../sealing/sealing-keys.ts';
import { openDoor } from '../staff/door.ts';
import { serveWords } from './serve-words.ts';

const now = (): number => Date.parse('2026-11-25T10:00:00+07:00');
const stream = 'abcdefghijkl2';
const password = 'a long enough one';
let database: Knex;
let staff: Staff;
let keys: SealingKeys;
let app: FastifyInstance;
let address = '';

/** Facts of a device, received at some time; a text is sealed, null is a difficulty without words. */
async function land(
  dev: string,
  texts: (string | null)[],
  receivedAt: number,
  kind = 'difficulty.reported',
): Promise<void> {
  const [key] = await keys.listed();
  const lines = texts.map((text) => {
    const box = text === null ? null : sodium.crypto_box_seal(text, Buffer.from(key?.key ?? '', 'base64'));
    const sealed = box === null ? {} : { words: { month: key?.month, box: Buffer.from(box).toString('base64') } };
    return Buffer.from(JSON.stringify({ kind, body: { ...someFact, ...sealed } }));
  });
  const landed = await openLanding(database, 1).land(
    { dev, stream, from: 1, previous: chainStart(dev, stream), lines, said: { clock: null, pending: 0, app: '' } },
    receivedAt,
  );
  expect(landed).toMatchObject({
    code: 'landed',
    have: { tip: lines.reduce(chainNext, chainStart(dev, stream)) },
  });
}

/** A session of somebody with a password of their own. */
async function session(name: string, role: StaffRole, unit: string | null): Promise<string> {
  await staff.add({ name, role, unit }, password, 'test');
  await staff.setPassword(name, password, name);
  const signed = await staff.signIn(name, password);
  return signed.code === 'in' ? `staff=${signed.token}` : '';
}

interface Page {
  facts: { dev: string; seq: number; words: { state: string; text?: string } }[];
  next: string | null;
}
async function words(cookie: string, query = ''): Promise<{ status: number; page: Page }> {
  const answer = await fetch(`${address}/v1/words?${query}`, { headers: { cookie } });
  return { status: answer.status, page: (await answer.json()) as Page };
}
const texts = ({ page }: { page: Page }) => page.facts.map(({ words: { state, text } }) => text ?? state);

describe.each(engines)('words at a hub on %s', (engine) => {
  beforeEach(async () => {
    const opened = await openHubDatabase(await freshPlace(engine));
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    database = opened.value;
    staff = openStaff(database, { now });
    keys = await openSealingKeys({ folder: join(temporaryFolder(), 'sealing'), now, note: staff.note });
    app = Fastify({ forceCloseConnections: true });
    const units: Record<string, string> = { kNAM: 'phuong-cua-nam', kTAY: 'phuong-tay-ho' };
    serveWords(app, {
      words: openWords(database),
      keys,
      staff,
      door: openDoor(staff),
      unitOf: async (dev) => units[dev] ?? null,
    });
    address = await app.listen({ host: '127.0.0.1', port: 0 });
    await land('kNAM', ['không thấy nút', null, 'mất mạng'], 1);
    await land('kTAY', ['trang không mở'], 2, 'difficulty.explained');
    await land('kXYZ', ['ở đâu đó'], 3);
  });
  afterEach(async () => {
    await app.close();
    await database.destroy();
  });

  test('are listed sealed, newest first, to who may read facts, and opened only for who may open them', async () => {
    const officer = await session('lan', 'officer', null);
    expect(texts(await words(officer))).toEqual(['sealed', 'sealed', 'sealed', 'sealed']);
    expect((await words(officer, 'open=1')).status).toBe(403);
    expect((await words(await session('root', 'admin', null), 'open=1')).status).toBe(403);
    expect((await words(await session('an', 'helper', null))).status).toBe(403);
    expect((await words('')).status).toBe(401);
    const supervisor = await session('minh', 'supervisor', null);
    expect(texts(await words(supervisor, 'open=1'))).toEqual([
      'ở đâu đó',
      'trang không mở',
      'mất mạng',
      'không thấy nút',
    ]);
  });

  test('of other units, and of devices that nobody knows, are not for who works for one unit', async () => {
    const supervisor = await session('minh', 'supervisor', 'phuong-cua-nam');
    expect(texts(await words(supervisor, 'open=1'))).toEqual(['mất mạng', 'không thấy nút']);
  });

  test('are opened on record: who, and which fact; listing them is not', async () => {
    const supervisor = await session('minh', 'supervisor', 'phuong-cua-nam');
    await words(supervisor);
    const opened = async () => (await staff.deeds(50)).filter(({ what }) => what === 'words-opened');
    expect(await opened()).toEqual([]);
    await words(supervisor, 'open=1&limit=1&before=');
    await words(supervisor, 'open=1');
    expect((await opened()).map(({ who, about }) => `${who} ${about}`).sort()).toEqual([
      `minh kNAM/${stream}/1`,
      `minh kNAM/${stream}/3`,
    ]);
  });

  test('do not leave when that cannot be written down', async () => {
    const supervisor = await session('minh', 'supervisor', null);
    await database.schema.dropTable('staff_audit');
    const answer = await fetch(`${address}/v1/words?open=1`, { headers: { cookie: supervisor } });
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('mạng');
  });

  test('whose month was destroyed say so', async () => {
    const supervisor = await session('minh', 'supervisor', null);
    await keys.destroy('2026-11', 'test');
    expect(texts(await words(supervisor, 'open=1'))).toEqual(['destroyed', 'destroyed', 'destroyed', 'destroyed']);
  });

  test('come in pages that miss none and repeat none', async () => {
    await land(
      'kMANY',
      Array.from({ length: 1203 }, (_, index) => (index % 400 === 0 ? `chữ ${index}` : null)),
      2,
    );
    const supervisor = await session('minh', 'supervisor', null);
    const all: string[] = [];
    for (let before: string | null = ''; before !== null; ) {
      const answer = await words(supervisor, `open=1&limit=2&before=${before}`);
      all.push(...texts(answer));
      before = answer.page.next;
    }
    expect(all).toEqual([
      'ở đâu đó',
      'trang không mở',
      'chữ 1200',
      'chữ 800',
      'chữ 400',
      'chữ 0',
      'mất mạng',
      'không thấy nút',
    ]);
  });
});
