import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { type ChaosProxy, openChaosProxy, type Plan } from './chaos-proxy.ts';
import { answerOf, messageReader } from './http-messages.ts';

const ask = 'POST /x HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello';
const said = 'HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 4\r\n\r\nfine';

/** A server that answers each request with the same bytes, and a proxy before it. */
async function line(plan: Plan | Parameters<ChaosProxy['treat']>[0] = {}, seed = 1) {
  const requests: string[] = [];
  const server = createServer((socket) => {
    const read = messageReader((message) => {
      requests.push(message.toString());
      socket.write(said);
    });
    socket.on('data', read);
    socket.on('error', () => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy = await openChaosProxy({ port: (server.address() as AddressInfo).port, seed });
  proxy.treat(plan);
  onTestFinished(async () => {
    await proxy.close();
    server.close();
  });
  return { proxy, requests };
}

/** Sends, and tells what came back and how it ended within `patienceMs`. */
async function talk(proxy: ChaosProxy, bytes = ask, patienceMs = 150) {
  const socket = connect({ port: Number(new URL(proxy.address).port), host: '127.0.0.1' });
  let got = '';
  let ended = 'open';
  const began = performance.now();
  let tookMs = 0;
  socket.on('data', (chunk) => {
    got += chunk.toString();
    tookMs = performance.now() - began;
  });
  const over = new Promise<void>((done) => {
    socket.once('end', () => {
      ended = 'closed';
      done();
    });
    socket.once('error', (error: Error & { code?: string }) => {
      ended = error.code ?? 'error';
      done();
    });
  });
  socket.write(bytes);
  await Promise.race([over, new Promise((soon) => setTimeout(soon, patienceMs))]);
  socket.destroy();
  return { got, ended, tookMs };
}

test('without a plan everything passes and is counted', async () => {
  const { proxy, requests } = await line();
  expect(await talk(proxy, ask + ask)).toMatchObject({ got: said + said, ended: 'open' });
  expect(requests).toEqual([ask, ask]);
  expect(proxy.passed).toEqual({ up: 2 * ask.length, down: 2 * said.length, requests: 2, connections: 1 });
  expect(proxy.answers.map(String)).toEqual([said, said]);
});

test('a connection is closed or reset after exactly so many bytes, up or down', async () => {
  const { proxy, requests } = await line({ down: { after: 10, by: 'close' } });
  expect(await talk(proxy)).toMatchObject({ got: said.slice(0, 10), ended: 'closed' });
  proxy.treat({ down: { after: 0, by: 'reset' } });
  expect(await talk(proxy)).toMatchObject({ got: '', ended: 'ECONNRESET' });
  expect(requests).toHaveLength(2);
  proxy.treat({ up: { after: ask.length - 1, by: 'reset' } });
  expect(await talk(proxy)).toMatchObject({ got: '', ended: 'ECONNRESET' });
  expect(requests).toHaveLength(2);
});

test('a silent line takes everything and says nothing more, and notices that the other side has gone', async () => {
  const { proxy, requests } = await line({ up: { after: 0, by: 'silence' } });
  expect(await talk(proxy)).toMatchObject({ got: '', ended: 'open' });
  expect(requests).toEqual([]);
  proxy.treat({ down: { after: 20, by: 'silence' } });
  expect(await talk(proxy)).toMatchObject({ got: said.slice(0, 20), ended: 'open' });
  await new Promise((soon) => setTimeout(soon, 20));
  expect(proxy.open()).toBe(0);
});

test('one bit of one byte is turned, in either direction', async () => {
  const { proxy, requests } = await line({ corrupt: { up: ask.length - 1, down: said.length - 1 } });
  expect((await talk(proxy)).got).toBe(said.replace('fine', 'find'));
  expect(requests).toEqual([ask.replace('hello', 'helln')]);
});

test('answers come twice, or end their connection, or are given in the hub’s place', async () => {
  const { proxy, requests } = await line({ twice: true });
  expect((await talk(proxy)).got).toBe(said + said);
  proxy.treat({ single: true });
  expect((await talk(proxy)).got).toBe(said.replace('keep-alive', 'close     '));
  expect(requests).toHaveLength(2);
  const captive = answerOf(200, { headers: { 'Content-Type': 'text/html' }, body: '<html>Đăng nhập</html>' });
  proxy.treat({ answer: (request) => (request.includes('hello') ? captive : null) });
  expect(await talk(proxy)).toMatchObject({ got: captive, ended: 'closed' });
  expect((await talk(proxy, ask.replace('hello', 'HELLO'))).got).toBe(said);
  expect(requests).toHaveLength(3);
});

test('latency is waited each way, and a rate is held', async () => {
  const { proxy } = await line({ latencyMs: 60 });
  expect((await talk(proxy, ask, 400)).tookMs).toBeGreaterThan(115);
  proxy.treat({ rate: 10_000 });
  const large = `POST /x HTTP/1.1\r\nContent-Length: 4000\r\n\r\n${'x'.repeat(4000)}`;
  const { got, tookMs } = await talk(proxy, large, 2000);
  expect(got).toBe(said);
  expect(tookMs).toBeGreaterThan(390);
  expect(tookMs).toBeLessThan(1500);
});

test('the same seed gives the same faults, another seed others', async () => {
  const faults = async (seed: number): Promise<string[]> => {
    const { proxy } = await line(
      (_connection, random) => (random() < 0.5 ? { down: { after: 0, by: 'close' } } : {}),
      seed,
    );
    const seen: string[] = [];
    for (let count = 0; count < 12; count += 1) seen.push((await talk(proxy, ask, 40)).ended);
    return seen;
  };
  const first = await faults(7);
  expect(await faults(7)).toEqual(first);
  expect(await faults(8)).not.toEqual(first);
  expect(new Set(first)).toEqual(new Set(['closed', 'open']));
});

test('refuses connections until it listens again, at the same address', async () => {
  const { proxy } = await line();
  await proxy.refuse();
  expect((await talk(proxy)).ended).toBe('ECONNREFUSED');
  await proxy.listen();
  expect((await talk(proxy)).got).toBe(said);
});
