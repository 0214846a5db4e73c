import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { openHubStore } from '../../db/hub/store.ts';
import { keptLog, openStore, temporaryFolder } from '../../db/testing/temporary.ts';
import { startPuller } from '../../main/sync/puller.ts';
import { connectTo } from '../../main/sync/testing/connect.ts';
import { hallScope } from '../../shared/sync/feeds.ts';
import { newSigningKey } from '../../wire/keys.ts';
import { jsonOf } from '../../wire/send.ts';
import { namesOf, openDeviceGate } from '../devices/device-gate.ts';
import { serveDevices } from '../devices/serve-devices.ts';
import { serveFeeds } from '../feeds/serve-feeds.ts';
import { openDoor } from '../staff/door.ts';
import { serveTickets } from './serve-tickets.ts';

test('a kiosk that was let in signs its call, sees in its hall how it is claimed, and nobody signs in its place', async () => {
  const opened = await openHubStore({ file: join(temporaryFolder(), 'hub.sqlite') });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  const { devices, staff, feeds, tickets, close } = opened.value;
  const app = Fastify();
  const gate = openDeviceGate({ devices, now: Date.now });
  const device = {
    deviceOf: namesOf(gate),
    unitOf: async (dev: string) => (await devices.find(dev))?.unit ?? null,
    door: openDoor(staff),
  };
  await serveDevices(app, { devices, gate, name: 'hub', key: newSigningKey(), enrolmentsAMinute: 10, now: Date.now });
  serveTickets(app, { tickets, ...device });
  serveFeeds(app, { feeds, ...device });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const store = await openStore();
  const code = async () => await devices.makeCode({ unit: 'phuong-cua-nam', replaces: null, by: 'test' });
  const { line, close: hangUp } = await connectTo(store, { address, code });
  await line.enrol();

  const rid = randomUUID();
  const call = { service: null, step: null, difficulty: null, language: 'vi', age_ms: 0 };
  const put = { method: 'PUT', path: `/v1/tickets/${rid}`, body: Buffer.from(JSON.stringify(call)) } as const;
  const headers = { 'Content-Type': 'application/json' };
  const answer = await line.ask({ ...put, headers });
  expect([answer.status, jsonOf(answer)]).toMatchObject([201, { rid, state: 'open', unit: 'phuong-cua-nam' }]);

  const seen: unknown[] = [];
  const hall = hallScope('phuong-cua-nam');
  const puller = startPuller({
    scopes: [{ scope: hall, live: true }],
    feeds: store.feeds,
    ask: line.ask,
    log: keptLog(),
    onChanged: (scope) => void store.feeds.items(scope).then(([item]) => seen.push(item?.body)),
  });
  await expect.poll(() => seen.at(-1)).toMatchObject({ rid, state: 'open' });
  await tickets.claim(rid, 1, 'lan');
  await expect.poll(() => seen.at(-1)).toMatchObject({ rid, state: 'claimed', by: 'lan' });
  await puller.stop();

  const changed = await fetch(`${address}${put.path}`, { method: 'PUT', headers, body: '{}' });
  expect(changed.status).toBe(401);
  await devices.revoke(store.journal.dev, 'test');
  expect((await line.ask({ ...put, headers })).status).toBe(401);
  await hangUp();
  await app.close();
  await store.close();
  await close();
});
