import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { TerminalStore } from '../../db/terminal/store.ts';
import { placeOnServer } from '../../db/testing/hub-places.ts';
import { startServer } from '../../db/testing/postgres.ts';
import { keptLog, openStore, someFact, temporaryFolder } from '../../db/testing/temporary.ts';
import { startTestHub, type TestHub } from '../../hub/testing/test-hub.ts';
import { pushPath } from '../../shared/sync/wire.ts';
import { startSender } from './sender.ts';
import { connectTo } from './testing/connect.ts';

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

async function send(store: TerminalStore, hub: TestHub, address = hub.address) {
  const { line, close } = await connectTo(store, hub, { address });
  const sender = startSender({
    journal: store.journal,
    line,
    log: keptLog(),
    now: Date.now,
    random: () => 0.1,
    gatherMs: 10,
  });
  undo.push(async () => {
    await sender.stop();
    await close();
  });
  return sender;
}

async function until(what: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await what())) await new Promise((soon) => setTimeout(soon, 20));
}

const record = async (store: TerminalStore, count: number): Promise<void> => {
  await Promise.all(Array.from({ length: count }, () => store.journal.record('difficulty.reported', someFact)));
};

/** A server between the terminal and the hub that treats each push as it is told; enrolment passes. */
async function between(
  hub: TestHub,
  treat: (push: number, pass: () => Promise<Answer>, answer: ServerResponse) => Promise<void>,
) {
  let pushes = 0;
  const server = createServer((request: IncomingMessage, answer: ServerResponse) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const pass = () => passOn(hub, request, Buffer.concat(parts));
      if (request.url !== pushPath) {
        void pass().then((passed) => relay(answer, passed));
        return;
      }
      pushes += 1;
      treat(pushes, pass, answer).catch(() => answer.destroy());
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  undo.push(() => new Promise((done) => server.close(done)));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, pushes: () => pushes };
}

interface Answer {
  status: number;
  type: string;
  body: string;
}

/** As a proxy does it: the same headers, the name that the terminal asked for among them. */
function passOn(hub: TestHub, { method, url, headers }: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((done, fail) => {
    const passed = httpRequest(hub.address + url, { method, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      answer.on('end', () =>
        done({ status: answer.statusCode ?? 0, type: answer.headers['content-type'] ?? '', body: text }),
      );
    });
    passed.on('error', fail).end(body);
  });
}

async function relay(answer: ServerResponse, { status, type, body }: Answer): Promise<void> {
  answer.writeHead(status, { 'content-type': type }).end(body);
}

describe('the sender', () => {
  test('brings everything to the hub, in order and once', async () => {
    const [store, hub] = [await terminal(), await hall()];
    await record(store, 350);
    await send(store, hub);
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
    await send(store, hub, line.address);
    await until(async () => (await store.journal.pendingCount()) === 0);
    expect(line.pushes()).toBeGreaterThanOrEqual(3);
    expect(await hub.facts()).toHaveLength(5);
  });

  test('a hub that is down and comes back gets everything without a new fact or a restart', async () => {
    const file = join(temporaryFolder(), 'hub.sqlite');
    const first = await hall(file);
    const { port } = new URL(first.address);
    const code = await first.code();
    await first.close();
    const store = await terminal();
    await record(store, 4);
    const sender = await send(store, { ...first, code: async () => code });
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
    const sender = await send(store, hub, line.address);
    await until(async () => (await store.journal.pendingCount()) === 0);
    expect(await hub.facts()).toHaveLength(6);
    expect(sender.status()).toMatchObject({ failures: 0, lastError: null });
  });

  test('a terminal that was revoked is not hammered with, loses nothing, and comes back with a new code under its name', async () => {
    const [store, hub] = [await terminal(), await hall()];
    const { devices } = hub.store;
    await record(store, 1);
    const sender = await send(store, hub);
    await until(async () => (await store.journal.pendingCount()) === 0);
    const { dev } = store.journal;
    await devices.revoke(dev, 'test');
    await record(store, 2);
    await until(() => sender.status().lastError !== null);
    expect(sender.status()).toMatchObject({ armed: true, lastError: 'status 403', failures: 1 });
    sender.wake();
    await new Promise((soon) => setTimeout(soon, 100));
    expect(sender.status().failures).toBe(1);
    expect(await store.journal.pendingCount()).toBe(2);
    await sender.stop();
    const again = await send(store, {
      ...hub,
      code: () => devices.makeCode({ unit: null, replaces: dev, by: 'test' }),
    });
    await until(async () => (await store.journal.pendingCount()) === 0);
    expect(store.journal.dev).toBe(dev);
    expect(await hub.facts()).toHaveLength(3);
    await again.stop();
  });

  test('a hub restored from an old copy is served again from there', async () => {
    const store = await terminal();
    const old = await hall();
    await record(store, 3);
    const first = await send(store, old);
    await until(async () => (await store.journal.pendingCount()) === 0);
    await first.stop();
    const restored = await hall();
    await record(store, 2);
    await send(store, restored);
    await until(async () => (await restored.facts()).length === 5);
    expect((await restored.facts()).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  });

  test('a PostgreSQL server that is killed under load and comes back has everything, once F37 @fault', async () => {
    const server = await startServer();
    undo.push(server.remove);
    const hub = await startTestHub(await placeOnServer(server.folder));
    undo.push(hub.close);
    const store = await terminal();
    await send(store, hub);
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
    const sender = await send(store, hub, line.address);
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
