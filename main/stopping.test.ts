import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../db/testing/temporary.ts';
import { startTestHub, type TestHub } from '../hub/testing/test-hub.ts';
import { keptSigningKey } from '../wire/keys.ts';
import type { Terminal } from './start-terminal.ts';
import { openChaosProxy } from './sync/testing/chaos-proxy.ts';
import { startWholeTerminal } from './sync/testing/whole-terminal.ts';

const within = 3000;

const start = (folder: string): Terminal =>
  startWholeTerminal(folder, (code, error) => {
    throw new Error(code, { cause: error });
  });

async function stopped(terminal: Terminal): Promise<number> {
  const began = performance.now();
  await terminal.stop();
  return performance.now() - began;
}

const healthEvents = async (hub: TestHub): Promise<unknown[]> =>
  (await hub.facts()).map(({ body }) => (body as { event?: string }).event);

/** Takes connections and whatever is said, and answers nothing. */
async function silentHub(): Promise<{ address: string; asked: () => number }> {
  const sockets = new Set<Socket>();
  let asked = 0;
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).once('data', () => (asked += 1));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const bound = server.address();
  return { address: `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}`, asked: () => asked };
}

test('a terminal ends within 3 s while a push hangs, and the next start sends what it had, once F52 @fault', async () => {
  const [folder, place] = [temporaryFolder(), join(temporaryFolder(), 'hub.sqlite')];
  const hub = await startTestHub({ file: place, key: keptSigningKey(`${place}.key`) });
  const proxy = await openChaosProxy({ port: Number(new URL(hub.address).port) });
  onTestFinished(() => proxy.close());
  const at = { name: 'hall', address: proxy.address };
  const first = start(folder);
  first.sendTo({ ...at, code: { text: await hub.code(), once: true } }, null, 0);
  await expect.poll(() => healthEvents(hub), { timeout: 10_000 }).toEqual(['started']);
  // The push is committed at the hub, and its answer never comes.
  proxy.treat({ down: { after: 0, by: 'silence' } });
  first.health('screen-lost');
  await expect.poll(() => hub.facts(), { timeout: 10_000 }).toHaveLength(2);
  expect((await first.sending()).pending).toBe(1);
  expect(await stopped(first)).toBeLessThan(within);

  proxy.treat({});
  const second = start(folder);
  second.sendTo({ ...at, code: null }, null, 0);
  await expect
    .poll(() => healthEvents(hub), { timeout: 10_000 })
    .toEqual(['started', 'screen-lost', 'stopped', 'started']);
  expect(await stopped(second)).toBeLessThan(within);
  await hub.close();
}, 60_000);

test('a terminal ends within 3 s while a hub leaves it waiting for its first word F52 @fault', async () => {
  const hub = await silentHub();
  const terminal = start(temporaryFolder());
  terminal.sendTo({ name: 'hall', address: hub.address, code: { text: 'ABCDE23456', once: true } }, null, 0);
  await expect.poll(hub.asked, { timeout: 10_000 }).toBeGreaterThan(0);
  expect(await stopped(terminal)).toBeLessThan(within);
}, 60_000);
