import { readdirSync, readFileSync } from 'node:fs';
import { get } from 'node:https';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Knex } from 'knex';
import { generate } from 'selfsigned';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStaff, type Staff, staffLimits } from '../../db/hub/staff.ts';
import { type HubPlace, openHubDatabase } from '../../db/hub/store.ts';
import { engines, freshPlace } from '../../db/testing/hub-places.ts';
import { openDoor, tokenCookie } from './door.ts';
import { serveStaff } from './serve-staff.ts';
import { firstAdmin, userCommands } from './user-commands.ts';

let time = 0;
let place: HubPlace;
let database: Knex;
let staff: Staff;
let app: FastifyInstance;
let address = '';
const own = 'bon-mua-hoa-phuong';

async function start(): Promise<void> {
  const opened = await openHubDatabase(place);
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  database = opened.value;
  staff = openStaff(database, { now: () => time });
  const door = openDoor(staff);
  app = Fastify({ forceCloseConnections: true });
  serveStaff(app, { staff, door });
  app.get('/facts-of-all', { preHandler: door.requireRight('read-facts') }, async () => ({ ok: true }));
  app.get('/accounts', { preHandler: door.requireRight('manage-staff') }, async () => ({ ok: true }));
  address = await app.listen({ host: '127.0.0.1', port: 0 });
}
async function stop(): Promise<void> {
  await app.close();
  await database.destroy();
}

const send = async (method: string, path: string, body?: object, cookie = ''): Promise<Response> =>
  await fetch(address + path, {
    method,
    headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const signIn = async (name: string, password: string) => await send('POST', '/v1/staff/session', { name, password });
const cookieOf = (answer: Response): string => answer.headers.get('set-cookie')?.split(';')[0] ?? '';
const status = async (path: string, cookie: string): Promise<number> =>
  (await send('GET', path, undefined, cookie)).status;

/** An account whose password was made and changed by its owner; returns a session. */
async function officer(name = 'lan.nt', role = 'officer'): Promise<string> {
  const added = await userCommands(staff).add(name, role, 'phuong-cua-nam');
  const password = (added.ok ? added.value[1] : '')?.replace('Password: ', '') ?? '';
  const first = cookieOf(await signIn(name, password));
  expect((await send('POST', '/v1/staff/password', { password, next: own }, first)).status).toBe(204);
  return cookieOf(await signIn(name, own));
}

describe.each(engines)('staff on %s', (engine) => {
  beforeEach(async () => {
    time = 1_790_000_000_000;
    place = await freshPlace(engine);
    await start();
  });
  afterEach(stop);

  test('the first start gives one sign-in, once, whose password must be changed before anything else', async () => {
    const first = await firstAdmin(staff);
    expect(first?.password).toMatch(/^([0-9a-z]{5}-){3}[0-9a-z]{5}$/);
    expect(await firstAdmin(staff)).toBeNull();
    const { name = '', password = '' } = first ?? {};
    const answer = await signIn(name, password);
    expect(await answer.json()).toEqual({ name: 'admin', role: 'admin', unit: null, mustChange: true });
    const given = cookieOf(answer);
    expect(await status('/accounts', given)).toBe(403);
    expect((await send('POST', '/v1/staff/password', { password, next: 'short' }, given)).status).toBe(400);
    expect((await send('POST', '/v1/staff/password', { password, next: password }, given)).status).toBe(400);
    expect((await send('POST', '/v1/staff/password', { password: 'x', next: own }, given)).status).toBe(401);
    expect((await send('POST', '/v1/staff/password', { password, next: own }, given)).status).toBe(204);
    expect(await status('/v1/staff/session', given)).toBe(401);
    expect((await signIn(name, password)).status).toBe(401);
    expect(await status('/accounts', cookieOf(await signIn(' ADMIN ', own)))).toBe(200);
  });

  test('a session is a cookie that no script reads and no other site sends, and what it may follows the role', async () => {
    const cookie = await officer();
    const header = (await signIn('lan.nt', own)).headers.get('set-cookie') ?? '';
    expect(header).toMatch(/^staff=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/; Max-Age=43200$/);
    expect(await status('/facts-of-all', cookie)).toBe(200);
    expect(await status('/accounts', cookie)).toBe(403);
    expect(await status('/facts-of-all', await officer('tuan', 'helper'))).toBe(403);
    expect(await status('/facts-of-all', '')).toBe(401);
    expect(await status('/facts-of-all', `staff=${'A'.repeat(43)}`)).toBe(401);
  });

  test('a session ends by signing out, after twelve hours, with a new password and when the account is disabled', async () => {
    const commands = userCommands(staff);
    const first = await officer();
    expect((await send('DELETE', '/v1/staff/session', undefined, first)).status).toBe(204);
    expect(await status('/facts-of-all', first)).toBe(401);

    const second = cookieOf(await signIn('lan.nt', own));
    time += staffLimits.sessionMs - 1;
    expect(await status('/facts-of-all', second)).toBe(200);
    time += 1;
    expect(await status('/facts-of-all', second)).toBe(401);

    const third = cookieOf(await signIn('lan.nt', own));
    expect((await commands.password('lan.nt')).ok).toBe(true);
    expect(await status('/facts-of-all', third)).toBe(401);

    const other = await officer('minh', 'supervisor');
    await commands.add('chief', 'admin', null);
    expect((await commands.disable('minh')).ok).toBe(true);
    expect(await status('/facts-of-all', other)).toBe(401);
    expect((await signIn('minh', own)).status).toBe(401);
  });

  test('five wrong passwords lock for a quarter of an hour, for names that nobody has as well, and a restart does not reset it', async () => {
    await officer();
    for (const name of ['lan.nt', 'nobody.here']) {
      for (let tries = 0; tries < 4; tries += 1) expect((await signIn(name, 'wrong')).status).toBe(401);
    }
    await stop();
    await start();
    for (const name of ['lan.nt', 'nobody.here']) expect((await signIn(name, 'wrong')).status).toBe(401);
    const locked = await signIn('lan.nt', own);
    expect([locked.status, locked.headers.get('retry-after')]).toEqual([429, '900']);
    expect((await signIn('nobody.here', own)).status).toBe(429);
    time += staffLimits.lockedMs;
    expect((await signIn('lan.nt', own)).status).toBe(200);
    expect((await staff.deeds(100)).filter(({ what }) => what === 'locked')).toEqual([
      expect.objectContaining({ who: 'lan.nt' }),
    ]);
  });

  test('many guesses at once are counted as many', async () => {
    await officer();
    const codes = await Promise.all(Array.from({ length: 9 }, () => staff.signIn('lan.nt', 'wrong')));
    expect(codes.filter(({ code }) => code === 'wrong')).toHaveLength(5);
    expect(codes.filter(({ code }) => code === 'locked')).toHaveLength(4);
  });

  test('a name that nobody has, or that is none, is refused as late as a wrong password', async () => {
    await officer();
    const took = async (name: string): Promise<number> => {
      const times = [];
      for (let round = 0; round < 3; round += 1) {
        const began = performance.now();
        expect((await signIn(name, 'wrong')).status).toBe(401);
        times.push(performance.now() - began);
      }
      return Math.min(...times);
    };
    const known = await took('lan.nt');
    // Without the work of a password it would be a hundredth; a busy machine makes it a half.
    for (const name of ['nobody', '\u0000']) expect((await took(name)) / known).toBeGreaterThan(0.25);
  });

  test('a right password forgets the wrong ones before it', async () => {
    await officer();
    for (const password of ['no', 'no', 'no', 'no', own, 'no', 'no', 'no', 'no', own]) {
      expect((await staff.signIn('lan.nt', password)).code).toBe(password === own ? 'in' : 'wrong');
    }
  });

  test('one address may try only so often', async () => {
    const codes = [];
    for (let tries = 0; tries < 21; tries += 1) codes.push((await send('POST', '/v1/staff/session', {})).status);
    expect(codes).toEqual([...Array<number>(20).fill(400), 429]);
    expect(await status('/v1/staff/session', '')).toBe(401);
  });

  test('what was done is written down, and no secret is in it or anywhere in the database', async () => {
    const cookie = await officer();
    await signIn('my password is canary-secret', 'x');
    const deeds = (await staff.deeds(10)).map(({ who, what, about }) => [who, what, about]);
    expect(deeds.toReversed()).toEqual([
      ['command-line', 'account-added', 'lan.nt'],
      ['lan.nt', 'signed-in', null],
      ['lan.nt', 'password-changed', 'lan.nt'],
      ['lan.nt', 'signed-in', null],
    ]);
    const tables = ['staff_account', 'staff_session', 'staff_try', 'staff_audit'];
    const rows = JSON.stringify(await Promise.all(tables.map(async (table) => await database(table))));
    const folder = 'file' in place ? join(place.file, '..') : null;
    const files = folder === null ? [] : readdirSync(folder).map((file) => join(folder, file));
    const written = [rows, ...files.map((file) => readFileSync(file, 'latin1'))].join('');
    expect(written).toContain('lan.nt');
    for (const secret of [own, cookie.replace('staff=', ''), 'canary-secret']) expect(written).not.toContain(secret);
  });

  test('commands answer with lines or a sentence', async () => {
    const commands = userCommands(staff);
    expect(await commands.add('Lan.NT', 'officer', null)).toMatchObject({
      ok: true,
      value: ['Added lan.nt, officer, all units', expect.stringMatching(/^Password: /), expect.any(String)],
    });
    expect(await commands.add('lan.nt', 'officer', null)).toMatchObject({ ok: false });
    expect(await commands.add('ngọc', 'officer', null)).toMatchObject({ ok: false });
    expect(await commands.add('ngoc', 'general', null)).toMatchObject({ ok: false });
    expect(await commands.add('ngoc', 'admin', 'Cửa Nam')).toMatchObject({ ok: false });
    expect(await commands.disable('nobody')).toMatchObject({ ok: false });
    await commands.add('chief', 'admin', null);
    expect(await commands.disable('chief')).toMatchObject({ ok: false });
    await commands.add('only', 'admin', null);
    expect(await commands.disable('chief')).toMatchObject({ ok: true });
    expect(await commands.disable('only')).toMatchObject({ ok: false });
    expect(await commands.list()).toMatchObject({
      value: [
        expect.stringMatching(/^chief\tadmin\tall units\tdisabled 2026-/),
        expect.stringMatching(/^lan.nt\tofficer\tall units\thas not signed in/),
        expect.stringMatching(/^only\tadmin/),
      ],
    });
  });
});

test('over TLS the cookie goes over TLS only', async () => {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }]);
  const secure = Fastify({ https: { cert, key }, forceCloseConnections: true });
  secure.get('/', async (request, reply) => await reply.header('Set-Cookie', tokenCookie(request, 'x', 1)).send());
  await secure.listen({ host: '127.0.0.1', port: 0 });
  const cookie = await new Promise((done) => {
    get(secure.listeningOrigin, { rejectUnauthorized: false }, ({ headers }) => done(headers['set-cookie']?.[0]));
  });
  expect(cookie).toMatch(/; Secure$/);
  await secure.close();
});
