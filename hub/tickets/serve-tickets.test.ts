import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Knex } from 'knex';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openFeeds } from '../../db/hub/feeds.ts';
import type { Person } from '../../db/hub/staff.ts';
import { type HubPlace, openHubDatabase } from '../../db/hub/store.ts';
import { openTickets, type Tickets, ticketLimits } from '../../db/hub/tickets.ts';
import { engines, freshPlace } from '../../db/testing/hub-places.ts';
import { keptLog, openStore } from '../../db/testing/temporary.ts';
import { startPuller } from '../../main/sync/puller.ts';
import { hallScope, pullReply } from '../../shared/sync/feeds.ts';
import { type Ticket, ticket } from '../../shared/sync/tickets.ts';
import { serveFeeds } from '../feeds/serve-feeds.ts';
import { openDoor } from '../staff/door.ts';
import { serveTickets } from './serve-tickets.ts';

let time = 0;
let place: HubPlace;
let database: Knex;
let tickets: Tickets;
let app: FastifyInstance;
let port = 0;
const hall = hallScope('phuong-cua-nam');
const units: Record<string, string> = { kNAM: 'phuong-cua-nam', kDESK: 'phuong-cua-nam', kTAY: 'phuong-tay-ho' };
const people: Record<string, Person> = Object.fromEntries(
  (
    [
      ['lan', 'officer', 'phuong-cua-nam'],
      ['minh', 'helper', 'phuong-cua-nam'],
      ['hoa', 'officer', 'phuong-tay-ho'],
      ['root', 'admin', null],
    ] as const
  ).map(([name, role, unit]) => [name.padEnd(43, '-'), { name, role, unit, mustChange: false }]),
);
const about = { service: 'dang-ky-tam-tru', step: 'log-in', difficulty: 'D02', language: 'vi' };

async function start(): Promise<void> {
  const opened = await openHubDatabase(place);
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  database = opened.value;
  const feeds = openFeeds(database);
  tickets = openTickets(database, { feeds, now: () => time });
  app = Fastify({ forceCloseConnections: 'idle' });
  const door = openDoor({ whoIs: async (token) => people[token] ?? null });
  const devices = {
    deviceOf: async ({ headers }: { headers: Record<string, string | string[] | undefined> }) =>
      headers['x-device']?.toString() ?? null,
    unitOf: async (dev: string) => units[dev] ?? null,
    door,
  };
  serveTickets(app, { tickets, ...devices });
  serveFeeds(app, { feeds, ...devices });
  await app.listen({ host: '127.0.0.1', port });
  port = Number(new URL(app.listeningOrigin).port);
}
async function stop(): Promise<void> {
  // A client may have a line open that it never said a word on: no end of a request closes that one.
  const patience = setTimeout(() => app.server.closeAllConnections(), 500);
  await app.close();
  clearTimeout(patience);
  await database.destroy();
}

async function send(method: string, path: string, headers: Record<string, string>, body?: object) {
  const answer = await fetch(`http://127.0.0.1:${port}/v1/tickets/${path}`, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, etag: answer.headers.get('etag'), body: (await answer.json()) as Partial<Ticket> };
}
const call = async (rid: string, more: object = {}, dev = 'kNAM') =>
  await send('PUT', rid, { 'x-device': dev }, { ...about, age_ms: 0, ...more });
const act = async (what: 'claim' | 'resolve', rid: string, ver: number, name: string) =>
  await send('POST', `${rid}/${what}`, { cookie: `staff=${name.padEnd(43, '-')}`, 'if-match': `"${ver}"` });
const cancel = async (rid: string, ver: number, dev = 'kNAM') =>
  await send('POST', `${rid}/cancel`, { 'x-device': dev, 'if-match': `"${ver}"` });

/** The hall as a desk sees it. */
async function inHall(unit = 'phuong-cua-nam', dev = 'kDESK'): Promise<Ticket[]> {
  const answer = await fetch(`http://127.0.0.1:${port}/v1/pull?scope=${hallScope(unit)}`, {
    headers: { 'x-device': dev },
  });
  return pullReply.parse(await answer.json()).items.map(({ body }) => ticket.parse(body));
}
const states = async (): Promise<string[]> => (await inHall()).map(({ state, ver }) => `${state} ${ver}`);

describe.each(engines)('a ticket at a hub on %s', (engine) => {
  beforeEach(async () => {
    time = 1_790_000_000_000;
    place = await freshPlace(engine);
    port = 0;
    await start();
  });
  afterEach(stop);

  test('goes from the kiosk to the desk, is claimed by one, and is over when it is resolved', async () => {
    const rid = randomUUID();
    expect(await call(rid)).toMatchObject({ status: 201, etag: '"1"', body: { state: 'open', ver: 1, by: null } });
    expect(await inHall()).toEqual([
      {
        rid,
        unit: 'phuong-cua-nam',
        dev: 'kNAM',
        state: 'open',
        ver: 1,
        ...about,
        by: null,
        came: time,
        until: time + 900_000,
      },
    ]);
    expect(await act('resolve', rid, 1, 'lan')).toMatchObject({ status: 409, body: { state: 'open' } });
    expect(await act('claim', rid, 1, 'lan')).toMatchObject({
      status: 200,
      body: { state: 'claimed', ver: 2, by: 'lan' },
    });
    expect(await act('resolve', rid, 2, 'minh')).toMatchObject({ status: 200, body: { state: 'resolved', by: 'lan' } });
    expect(await states()).toEqual(['resolved 3']);
    expect(await cancel(rid, 3)).toMatchObject({ status: 409, body: { state: 'resolved', ver: 3 } });
  });

  test('that is sent again and again, also at once, is one F47 @fault', async () => {
    const rid = randomUUID();
    const sent = await Promise.all(Array.from({ length: 10 }, async () => await call(rid)));
    expect(sent.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([
      ...Array<number>(9).fill(200),
      201,
    ]);
    await act('claim', rid, 1, 'lan');
    // The first answer was lost, and the kiosk asks again later.
    expect(await call(rid, { age_ms: 30_000 })).toMatchObject({ status: 200, body: { state: 'claimed', ver: 2 } });
    expect((await call(rid, { difficulty: 'D03' })).status).toBe(409);
    expect((await call(rid, {}, 'kDESK')).status).toBe(409);
    expect(await states()).toEqual(['claimed 2']);
  });

  test('that many want to claim goes to one, whose name the others are told F47 @fault', async () => {
    const rid = randomUUID();
    await call(rid);
    const names = Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? 'lan' : 'minh'));
    const claims = await Promise.all(names.map(async (name) => ({ name, ...(await act('claim', rid, 1, name)) })));
    const winners = claims.filter(({ status }) => status === 200);
    expect(winners).toHaveLength(1);
    const [{ name } = { name: '' }] = winners;
    for (const { status, body } of claims) {
      expect([200, 409]).toContain(status);
      expect(body).toMatchObject({ state: 'claimed', ver: 2, by: name });
    }
    expect(await states()).toEqual(['claimed 2']);
  });

  test('that is claimed and cancelled at once is one of the two F47 @fault', async () => {
    const seen = new Set<string>();
    for (let round = 0; round < 12; round += 1) {
      const rid = randomUUID();
      await call(rid);
      const both =
        round % 2 === 0 ? [act('claim', rid, 1, 'lan'), cancel(rid, 1)] : [cancel(rid, 1), act('claim', rid, 1, 'lan')];
      const answers = await Promise.all(both);
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
      const [one, other] = answers.map(({ body }) => body);
      expect(one).toEqual(other);
      seen.add(one?.state ?? '');
      // The resident's word counts in the end, with the version they have seen.
      await cancel(rid, 2);
    }
    expect(new Set((await inHall()).map(({ state }) => state))).toEqual(new Set(['cancelled']));
    expect([...seen].sort()).toEqual(['cancelled', 'claimed']);
  });

  test('whose time passed before it came is kept and does not ring F47 @fault', async () => {
    const [late, justInTime] = [randomUUID(), randomUUID()];
    expect((await call(late, { ttl_s: 60, age_ms: 60_000 })).body).toMatchObject({ state: 'expired-offline' });
    expect((await call(justInTime, { ttl_s: 60, age_ms: 59_000 })).body).toMatchObject({
      state: 'open',
      until: time + 1000,
    });
    expect(await states()).toEqual(['expired-offline 1', 'open 1']);
    expect(await act('claim', late, 1, 'lan')).toMatchObject({ status: 409, body: { state: 'expired-offline' } });
    time += 1000;
    expect(await act('claim', justInTime, 1, 'lan')).toMatchObject({
      status: 409,
      body: { state: 'expired', by: null },
    });
  });

  test('that nobody comes for expires, one that nobody closes as well, and both are forgotten in the end', async () => {
    const [ignored, left] = [randomUUID(), randomUUID()];
    await call(ignored);
    await call(left);
    await act('claim', left, 1, 'lan');
    await tickets.sweep();
    expect(await states()).toEqual(['open 1', 'claimed 2']);
    time += 900_000;
    await tickets.sweep();
    expect(await states()).toEqual(['claimed 2', 'expired 2']);
    time += ticketLimits.claimedMs;
    await tickets.sweep();
    expect(await states()).toEqual(['expired 2', 'expired 3']);
    time += ticketLimits.keptMs;
    await tickets.sweep();
    expect(await states()).toEqual([]);
    expect((await act('claim', left, 3, 'lan')).status).toBe(404);
  });

  test('is told to a desk that was waiting when the hub went down, and rings once F47 @fault', async () => {
    const store = await openStore();
    const rang: string[] = [];
    const puller = startPuller({
      scopes: [{ scope: hall, live: true }],
      feeds: store.feeds,
      log: keptLog(),
      longestBackoffMs: 50,
      ask: async ({ path, signal }) => {
        const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
          signal: signal ?? null,
          headers: { 'x-device': 'kDESK' },
        });
        const body = Buffer.from(await answer.arrayBuffer());
        const reply = answer.status === 200 ? pullReply.parse(JSON.parse(body.toString())) : null;
        for (const item of reply?.items ?? []) rang.push(ticket.parse(item.body).rid);
        return { status: answer.status, headers: Object.fromEntries(answer.headers), body };
      },
      onChanged: () => undefined,
    });
    const until = async (rids: string[]): Promise<void> => {
      for (const end = Date.now() + 10_000; rang.length < rids.length && Date.now() < end; ) {
        await new Promise((soon) => setTimeout(soon, 10));
      }
      expect(rang).toEqual(rids);
    };
    const [before, meanwhile, after] = [randomUUID(), randomUUID(), randomUUID()];
    await call(before);
    await until([before]);
    await new Promise((soon) => setTimeout(soon, 100));
    const began = Date.now();
    await stop();
    expect(Date.now() - began).toBeLessThan(2000);
    await expect(call(meanwhile)).rejects.toThrow('fetch failed');
    await start();
    await call(meanwhile, { age_ms: 5000 });
    await until([before, meanwhile]);
    await call(after);
    await until([before, meanwhile, after]);
    await puller.stop();
    await store.close();
  });

  test('is opened and cancelled by its own kiosk, and answered in its own unit by whoever may', async () => {
    const rid = randomUUID();
    await call(rid);
    expect((await send('PUT', randomUUID(), {}, { ...about, age_ms: 0 })).status).toBe(401);
    expect((await call(randomUUID(), {}, 'kXYZ')).status).toBe(403);
    expect((await cancel(rid, 1, 'kDESK')).status).toBe(403);
    expect((await act('claim', rid, 1, 'hoa')).status).toBe(403);
    expect((await act('claim', rid, 1, 'root')).status).toBe(403);
    expect((await act('claim', rid, 1, 'nobody')).status).toBe(401);
    expect((await send('POST', `${rid}/claim`, { cookie: `staff=${'lan'.padEnd(43, '-')}` })).status).toBe(428);
    for (const other of [randomUUID(), 'x', '%00']) {
      expect((await act('claim', other, 1, 'lan')).status).toBe(404);
      expect((await cancel(other, 1)).status).toBe(404);
    }
    expect(await inHall('phuong-tay-ho', 'kTAY')).toEqual([]);
    expect(await states()).toEqual(['open 1']);
  });

  test('has no place for a person', async () => {
    for (const more of [
      { name: 'Nguyễn Văn A' },
      { note: '0912345678' },
      { service: 'Nguyễn Văn A' },
      { difficulty: 'ông A' },
      { age_ms: -1 },
      { ttl_s: 1_000_000 },
    ]) {
      expect((await call(randomUUID(), more)).status).toBe(400);
    }
    expect((await call('nguyen-van-a')).status).toBe(400);
    expect(await states()).toEqual([]);
  });
});
