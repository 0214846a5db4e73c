import Fastify, { type FastifyInstance } from 'fastify';
import type { Knex } from 'knex';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Feeds, openFeeds } from '../../db/hub/feeds.ts';
import type { Person } from '../../db/hub/staff.ts';
import { type HubPlace, openHubDatabase } from '../../db/hub/store.ts';
import { engines, freshPlace } from '../../db/testing/hub-places.ts';
import { pullReply } from '../../shared/sync/feeds.ts';
import { serveFeeds } from './serve-feeds.ts';

let place: HubPlace;
let app: FastifyInstance;
let feeds: Feeds;
let address = '';
const undo: (() => Promise<unknown>)[] = [];
const people: Record<string, Person> = {
  lan: { name: 'lan', role: 'officer', unit: 'phuong-cua-nam', mustChange: false },
  tuan: { name: 'tuan', role: 'helper', unit: null, mustChange: false },
  moi: { name: 'moi', role: 'officer', unit: 'phuong-cua-nam', mustChange: true },
  root: { name: 'root', role: 'admin', unit: null, mustChange: false },
};

async function session(): Promise<Knex> {
  const opened = await openHubDatabase(place);
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  undo.push(() => opened.value.destroy());
  return opened.value;
}

async function pull(query: string, headers: Record<string, string> = { 'x-device': 'kNAM' }, signal?: AbortSignal) {
  const answer = await fetch(`${address}/v1/pull?${query}`, { headers, signal: signal ?? null });
  const body: unknown = answer.headers.get('content-type')?.includes('json') ? await answer.json() : null;
  return { status: answer.status, body };
}
async function cursor(scope = 'settings'): Promise<string> {
  return pullReply.parse((await pull(`scope=${scope}`)).body).next;
}
const keysIn = (body: unknown): string[] => pullReply.parse(body).items.map(({ key }) => key);

describe.each(engines)('pulling from a hub on %s', (engine) => {
  beforeEach(async () => {
    place = await freshPlace(engine);
    feeds = openFeeds(await session());
    app = Fastify();
    const units: Record<string, string> = { kNAM: 'phuong-cua-nam' };
    serveFeeds(app, {
      feeds,
      deviceOf: async ({ headers }) => headers['x-device']?.toString() ?? null,
      unitOf: async (dev) => units[dev] ?? null,
      door: { personOf: async ({ headers }) => people[headers['x-person']?.toString() ?? ''] ?? null },
    });
    address = await app.listen({ host: '127.0.0.1', port: 0 });
    undo.push(() => app.close());
  });
  afterEach(async () => {
    for (const step of undo.splice(0).toReversed()) await step();
  });

  test('gives what there is in pages, says what was asked, and 204 when there is nothing new', async () => {
    for (const key of ['a', 'b', 'c']) await feeds.put('settings', key, { [key]: 1 });
    const first = await pull('scope=settings&limit=2');
    expect(first).toMatchObject({
      status: 200,
      body: { scope: 'settings', after: null, more: true, items: [{ key: 'a', ver: 1, body: { a: 1 } }, { key: 'b' }] },
    });
    const { next } = pullReply.parse(first.body);
    const second = await pull(`scope=settings&limit=2&after=${next}`);
    expect(second.body).toMatchObject({ after: next, more: false, items: [{ key: 'c' }] });
    expect((await pull(`scope=settings&after=${pullReply.parse(second.body).next}`)).status).toBe(204);
    expect((await pull('scope=settings&after=old.1.0')).status).toBe(410);
    for (const wrong of ['', 'scope=secrets', 'scope=hall:', 'scope=settings&wait=26', 'scope=settings&limit=0']) {
      expect((await pull(wrong)).status).toBe(400);
    }
  });

  test('waits for what this process or another writes, and no longer than asked', async () => {
    const after = await cursor();
    expect(await pull(`scope=settings&after=${after}&wait=1`)).toMatchObject({ status: 204 });
    const other = openFeeds(await session());
    for (const [round, writer] of [feeds, feeds, feeds, other].entries()) {
      const here = await cursor();
      const waiting = pull(`scope=settings&after=${here}&wait=20`);
      await feeds.put('content', 'other', round);
      await new Promise((soon) => setTimeout(soon, 300));
      await writer.put('settings', 'a', round);
      const written = Date.now();
      const { status, body } = await waiting;
      expect([status, keysIn(body)]).toEqual([200, ['a']]);
      expect(Date.now() - written).toBeLessThan(writer === feeds ? 200 : 3000);
    }
  });

  test('answers all who wait at once when the hub closes', async () => {
    const after = await cursor();
    const waiting = Array.from({ length: 20 }, async () => await pull(`scope=settings&after=${after}&wait=25`));
    await new Promise((soon) => setTimeout(soon, 200));
    const began = Date.now();
    await app.close();
    expect(new Set((await Promise.all(waiting)).map(({ status }) => status))).toEqual(new Set([204]));
    expect(Date.now() - began).toBeLessThan(2000);
  });

  test('forgets those who left', async () => {
    const after = await cursor();
    const left = new AbortController();
    const waiting = pull(`scope=settings&after=${after}&wait=25`, undefined, left.signal).catch(() => 'left');
    await new Promise((soon) => setTimeout(soon, 100));
    left.abort();
    expect(await waiting).toBe('left');
    const began = Date.now();
    await app.close();
    expect(Date.now() - began).toBeLessThan(1000);
  });

  test.each([
    ['settings', { 'x-device': 'kNAM' }, 200],
    ['hall:phuong-cua-nam', { 'x-device': 'kNAM' }, 200],
    ['hall:phuong-tay-ho', { 'x-device': 'kNAM' }, 403],
    ['hall:phuong-cua-nam', { 'x-device': 'kXYZ' }, 403],
    ['hall:phuong-cua-nam', { 'x-person': 'lan' }, 200],
    ['hall:phuong-tay-ho', { 'x-person': 'lan' }, 403],
    ['hall:phuong-tay-ho', { 'x-person': 'tuan' }, 200],
    ['hall:phuong-cua-nam', { 'x-person': 'moi' }, 403],
    ['hall:phuong-cua-nam', { 'x-person': 'root' }, 403],
    ['settings', { 'x-person': 'lan' }, 403],
    ['settings', {}, 401],
  ] as const)('shows %s to %j: %i', async (scope, headers, status) => {
    expect((await pull(`scope=${scope}`, { ...headers })).status).toBe(status);
  });
});
