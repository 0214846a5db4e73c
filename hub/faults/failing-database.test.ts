import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { chainNext, chainStart } from '../../db/chain.ts';
import { type HubPlace, openHubDatabase, openHubStore } from '../../db/hub/store.ts';
import { engines, freshPlace } from '../../db/testing/hub-places.ts';
import { temporaryFolder } from '../../db/testing/temporary.ts';
import { newKeyId } from '../../shared/sync/enrolment.ts';
import { newSigningKey } from '../../wire/keys.ts';
import { signatureHeaders } from '../../wire/signed-request.ts';
import { runHub } from '../testing/run-hub.ts';
import { admitDevice, type TestDevice } from '../testing/test-device.ts';

/** What somebody typed. It fits every field of the requests below, and must be in no answer and no log. */
const canary = 'canary-7f3a';
const traces = [canary, Buffer.from(canary).toString('hex'), Buffer.from(canary).toString('base64').slice(0, 10)];
const statements = /insert into|select |update |delete from|values \(|\?\)|\$1/i;

interface Asked {
  path: string;
  method: 'GET' | 'POST' | 'PUT';
  headers: Record<string, string>;
  body: Buffer | null;
}
interface Caller {
  device: TestDevice;
  /** Somebody who is signed in. */
  cookie: string;
  address: string;
}

const json = (value: object): Buffer => Buffer.from(JSON.stringify(value));

function signed({ device, address }: Caller, asked: Asked & { body: Buffer }): Asked {
  const { method, path, headers, body } = asked;
  return { ...asked, headers: { ...headers, ...device.sign({ method, url: address + path, body }) } };
}

function push(caller: Caller): Asked {
  const { dev } = caller.device;
  const stream = 'abcdefghijkl2';
  const line = json({ rid: 'r1', kind: canary, body: { text: canary } });
  const previous = chainStart(dev, stream);
  const tip = chainNext(previous, line).toString('hex');
  const header = { p: 1, dev, s: stream, from: 1, n: 1, prev: previous.toString('hex'), tip, acked: 0, q: { pend: 0 } };
  const body = gzipSync(Buffer.concat([json({ ...header, app: canary }), Buffer.from('\n'), line]));
  const headers = { 'Content-Type': 'application/x-ndjson', 'Content-Encoding': 'gzip' };
  return signed(caller, { method: 'POST', path: '/v1/push', headers, body });
}

function call(caller: Caller): Asked {
  const about = { service: canary, step: canary, difficulty: 'D02', language: 'vi', age_ms: 0 };
  const path = `/v1/tickets/${randomUUID()}`;
  return signed(caller, { method: 'PUT', path, headers: { 'Content-Type': 'application/json' }, body: json(about) });
}

function enrolment({ address }: Caller): Asked {
  const key = newSigningKey();
  const body = json({ p: 1, code: 'CANARY7F3A', key: key.publicBytes.toString('base64url'), wants: 'kcanary7f3a' });
  const said = { method: 'POST' as const, path: '/v1/enrol', body };
  const proof = signatureHeaders({ ...said, url: address + said.path }, { key, keyId: newKeyId, at: Date.now() });
  return { ...said, headers: { 'Content-Type': 'application/json', ...proof } };
}

const typed = { 'Content-Type': 'application/json' };
/** A request that carries typed text, the table that is gone when it comes, and its route. In the order in which they are tried. */
const requests: [what: string, table: string, route: string, ask: (caller: Caller) => Asked][] = [
  ['a push', 'landing', '/v1/push', push],
  [
    'words, by an address with something typed in it,',
    'landing',
    '/v1/words',
    ({ cookie }) => ({ method: 'GET', path: `/v1/words?before=${canary}`, headers: { cookie }, body: null }),
  ],
  [
    'facts of one kind',
    'landing',
    '/facts.json',
    ({ cookie }) => ({ method: 'GET', path: `/facts.json?kind=${canary}`, headers: { cookie }, body: null }),
  ],
  ['a call for help', 'ticket', '/v1/tickets/:rid', call],
  ['a code to be let in', 'enrolment_code', '/v1/enrol', enrolment],
  [
    'a sign-in',
    'staff_account',
    '/v1/staff/session',
    () => ({
      method: 'POST',
      path: '/v1/staff/session',
      headers: typed,
      body: json({ name: canary, password: canary }),
    }),
  ],
];

/** Somebody who may read facts, and a device of some hall. */
async function prepare(place: HubPlace): Promise<Omit<Caller, 'address'>> {
  const opened = await openHubStore(place);
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  const { staff, devices, close } = opened.value;
  const device = await admitDevice(devices, 'kTEST1', 'phuong-cua-nam');
  await staff.add({ name: 'lan', role: 'admin', unit: null }, 'a long enough one', 'test');
  await staff.setPassword('lan', 'a long enough one', 'lan');
  const session = await staff.signIn('lan', 'a long enough one');
  await close();
  return { device, cookie: session.code === 'in' ? `staff=${session.token}` : '' };
}

async function drop(place: HubPlace, table: string): Promise<void> {
  const opened = await openHubDatabase(place);
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  await opened.value.schema.dropTableIfExists(table);
  await opened.value.destroy();
}

/** A command as a person types it. */
async function command(place: HubPlace, folder: string, ...args: string[]): Promise<{ code: unknown; said: string }> {
  const env = 'url' in place ? { ...process.env, HUB_DATABASE_URL: place.url } : process.env;
  const program = [join(import.meta.dirname, '../cli.ts'), ...args, '--data', folder];
  return await new Promise((done) => {
    execFile(process.execPath, program, { env }, (error, stdout, stderr) => {
      done({ code: error?.code ?? 0, said: stdout + stderr });
    });
  });
}

describe.each(engines)('a hub on %s that lost a table', (engine) => {
  test('answers an id and nothing else, and leaves one line with that id, without a word of what was typed or asked F53 @fault', async () => {
    const folder = temporaryFolder();
    const place = engine === 'SQLite' ? { file: join(folder, 'hub.sqlite') } : await freshPlace(engine);
    const prepared = await prepare(place);
    const hub = await runHub(place, folder);
    const caller = { ...prepared, cookie: `${prepared.cookie}; key=${hub.readKey}`, address: hub.address };
    const told: unknown[] = [];
    for (const [what, table, route, ask] of requests) {
      await drop(place, table);
      const before = hub.lines().length;
      const { method, path, headers, body } = ask(caller);
      const sent = body === null ? {} : { body: new Uint8Array(body) };
      const answer = await fetch(hub.address + path, { method, headers, ...sent });
      const text = await answer.text();
      expect([what, answer.status, text]).toEqual([
        what,
        500,
        expect.stringMatching(/^\{"error":"internal","id":"[\da-f-]{36}"\}$/),
      ]);
      await expect.poll(() => hub.lines().length, { message: what }).toBeGreaterThan(before);
      told.push([...answer.headers], text, hub.lines().slice(before));
      const [line = '', ...more] = hub.lines().slice(before);
      expect([what, more]).toEqual([what, []]);
      expect(JSON.parse(line)).toMatchObject({
        level: 50,
        id: (JSON.parse(text) as { id: string }).id,
        method,
        route,
        error: { code: engine === 'SQLite' ? 'SQLITE_ERROR' : '42P01' },
        msg: 'a request failed',
      });
      expect(line).toMatch(/"frames":\["[^"]*\/(hub|db)\//);
    }
    await hub.stop();
    expect(hub.lines()).toHaveLength(requests.length);
    expect(JSON.stringify(told)).not.toMatch(statements);
    for (const trace of traces) expect(JSON.stringify(told).toLowerCase()).not.toContain(trace.toLowerCase());
  });

  test('tells whoever runs a command the code, in one line, and ends it', async () => {
    const folder = temporaryFolder();
    const place = engine === 'SQLite' ? { file: join(folder, 'hub.sqlite') } : await freshPlace(engine);
    await prepare(place);
    await drop(place, 'staff_account');
    const { code, said } = await command(place, folder, 'users', 'add', canary, 'officer');
    expect(code).toBe(1);
    expect(JSON.parse(said)).toMatchObject({
      error: { code: engine === 'SQLite' ? 'SQLITE_ERROR' : '42P01' },
      msg: 'the command failed',
    });
    expect(said).not.toMatch(statements);
    expect(said).not.toContain(canary);
  });
});
