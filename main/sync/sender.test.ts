import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { TerminalStore } from '../../db/terminal/store.ts';
import { placeOnServer } from '../../db/testing/hub-places.ts';
import { startServer } from '../../db/testing/postgres.ts';
import { keptLog, openStore, someFact, temporaryFolder } from '../../db/testing/temporary.ts';
import { startTestHub, type TestHub } from '../../hub/testing/test-hub.ts';
import { startSender } from './sender.ts';

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

async function terminal(): Promise<TerminalStore> {
  const store = await openStore();
  undo.push(() => store.close());
  return store;
}

async function hall(file?: string, port?: number): Promise<TestHub> {
  const hub = await startTestHub({
    file: file ?? join(temporaryFolder(), 'hub.sqlite'),
    ...(port === undefined ? {} : { port }),
  });
  undo.push(hub.close);
  return hub;
}

function send(store: TerminalStore, hub: { address: string; token: string }) {
  const sender = startSender({
    journal: store.journal,
    hub,
    fetch,
    log: keptLog(),
    now: Date.now,
    random: () => 0.1,
    gatherMs: 10,
  });
  undo.push(() => sender.stop());
  return sender;
}

async function until(what: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await what())) await new Promise((soon) => setTimeout(soon, 20));
}

const record = async (store: TerminalStore, count: number): Promise<void> => {
  await Promise.all(Array.from({ length: count }, () => store.journal.record('difficulty.reported', someFact)));
};

/** A server between the terminal and the hub that treats each push as it is told. */
async function between(
  hub: TestHub,
  treat: (push: number, pass: () => Promise<Response>, answer: ServerResponse) => Promise<void>,
) {
  let pushes = 0;
  const server = createServer((request: IncomingMessage, answer: ServerResponse) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      pushes += 1;
      const headers = new Headers();
      for (const name of ['content-type', 'content-encoding', 'content-digest', 'authorization'])
        headers.set(name, String(request.headers[name]));
      const pass = () =>
        fetch(hub.address + request.url, { method: 'POST', headers, body: new Uint8Array(Buffer.concat(parts)) });
      treat(pushes, pass, answer).catch(() => answer.destroy());
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  undo.push(() => new Promise((done) => server.close(done)));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, pushes: () => pushes };
}

async function relay(answer: ServerResponse, from: Response): Promise<void> {
  answer.writeHead(from.status, { 'content-type': from.headers.get('content-type') ?? '' });
  answer.end(await from.text());
}

describe('the sender', () => {
  test('brings everything to the hub, in order and once', async () => {
    const [store, hub] = [await terminal(), await hall()];
    await record(store, 350);
    send(store, hub);
    await until(async () => (await store.journal.pendingCount()) === 0);
    await record(store, 3);
    await until(async () => (await store.journal.pendingCount()) === 0);
    expect((await hub.facts()).map(({ seq }) => seq)).toEqual(Array.from({ length: 353 }, (_, index) => index + 1));
  });

  test('a response lost after the hub’s commit leads to exactly one fact', async () => {
    const [store, hub] = [await terminal(), await hall()];
    const line = await between(hub, async (push, pass, answer) => {
      const passed = await pass();
      if (push <= 2) answer.destroy();
      else await relay(answer, passed);
    });
    await record(store, 5);
    send(store, { ...hub, address: line.address });
    await until(async () => (await store.journal.pendingCount()) === 0);
    expect(line.pushes()).toBeGreaterThanOrEqual(3);
    expect(await hub.facts()).toHaveLength(5);
  });

  test('a hub that is down and comes back gets everything without a new fact or a restart', async () => {
    const file = join(temporaryFolder(), 'hub.sqlite');
    const first = await hall(file);
    const { port } = new URL(first.address);
    await first.close();
    const store = await terminal();
    await record(store, 4);
    const sender = send(store, first);
    await until(() => sender.status().failures >= 2);
    expect(await store.journal.pendingCount()).toBe(4);
    expect(sender.status()).toMatchObject({ lastError: 'ECONNREFUSED' });
    const second = await hall(file, Number(port));
    await until(async () => (await store.journal.pendingCount()) === 0);
    expect(await second.facts()).toHaveLength(4);
  });

  test('a captive portal, a redirect and an overloaded hub take nothing away', async () => {
    const [store, hub] = [await terminal(), await hall()];
    const line = await between(hub, async (push, pass, answer) => {
      if (push === 1) answer.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Please log in</h1>');
      else if (push === 2) answer.writeHead(302, { location: 'https://login.example/' }).end();
      else if (push === 3) answer.writeHead(503, { 'retry-after': '0' }).end();
      else if (push === 4) answer.writeHead(413).end();
      else await relay(answer, await pass());
    });
    await record(store, 6);
    const sender = send(store, { ...hub, address: line.address });
    await until(async () => (await store.journal.pendingCount()) === 0);
    expect(await hub.facts()).toHaveLength(6);
    expect(sender.status()).toMatchObject({ failures: 0, lastError: null });
  });

  test('a wrong token is not hammered on, and nothing is lost', async () => {
    const [store, hub] = [await terminal(), await hall()];
    await record(store, 1);
    const sender = send(store, { ...hub, token: 'wrong-wrong-wrong-wrong' });
    await until(() => sender.status().failures === 1);
    expect(sender.status()).toMatchObject({ armed: true, lastError: 'status 401' });
    sender.wake();
    await new Promise((soon) => setTimeout(soon, 100));
    expect(sender.status().failures).toBe(1);
    expect(await store.journal.pendingCount()).toBe(1);
  });

  test('a hub restored from an old copy is served again from there', async () => {
    const store = await terminal();
    const old = await hall();
    await record(store, 3);
    const first = send(store, old);
    await until(async () => (await store.journal.pendingCount()) === 0);
    await first.stop();
    const restored = await hall();
    await record(store, 2);
    send(store, restored);
    await until(async () => (await restored.facts()).length === 5);
    expect((await restored.facts()).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  });

  test('a PostgreSQL server that is killed under load and comes back has everything, once', async () => {
    const server = await startServer();
    undo.push(server.remove);
    const hub = await startTestHub(await placeOnServer(server.folder));
    undo.push(hub.close);
    const store = await terminal();
    send(store, hub);
    const load = (async () => {
      for (let round = 0; round < 30; round += 1) {
        await record(store, 20);
        await new Promise((soon) => setTimeout(soon, 30));
      }
    })();
    await until(async () => (await hub.facts()).length > 40);
    await server.kill();
    await new Promise((soon) => setTimeout(soon, 300));
    await server.start();
    await load;
    await until(async () => (await hub.facts().catch(() => [])).length === 600);
    expect((await hub.facts()).map(({ seq }) => seq)).toEqual(Array.from({ length: 600 }, (_, index) => index + 1));
  }, 60_000);

  test('whenever something is pending, a push is under way or a timer is armed', async () => {
    const [store, hub] = [await terminal(), await hall()];
    const line = await between(hub, async (push, pass, answer) => {
      if (push % 2 === 1) answer.writeHead(500).end();
      else await relay(answer, await pass());
    });
    const sender = send(store, { ...hub, address: line.address });
    for (let round = 0; round < 30; round += 1) {
      await record(store, 1);
      for (let look = 0; look < 5; look += 1) {
        const pending = await store.journal.pendingCount();
        const { busy, armed } = sender.status();
        expect({ pending, moving: pending === 0 || busy || armed }).toEqual({ pending, moving: true });
        await new Promise((soon) => setTimeout(soon, 3));
      }
    }
    await until(async () => (await store.journal.pendingCount()) === 0);
    expect(await hub.facts()).toHaveLength(30);
  });
});
