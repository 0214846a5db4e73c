import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { chainNext, chainStart } from '../db/chain.ts';
import { openHubStore } from '../db/hub/store.ts';
import { temporaryFolder } from '../db/testing/temporary.ts';
import { runHub } from './testing/run-hub.ts';
import { admitDevice, type TestDevice } from './testing/test-device.ts';

async function atStore<T>(
  data: string,
  look: (store: Extract<Awaited<ReturnType<typeof openHubStore>>, { ok: true }>['value']) => Promise<T>,
): Promise<T> {
  const opened = await openHubStore({ file: join(data, 'hub.sqlite') });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  const seen = await look(opened.value);
  await opened.value.close();
  return seen;
}

/** A push of so many records to a stream of its own. */
function pushOf({ dev, sign }: TestDevice, address: string, stream: string, count: number) {
  const lines = Array.from({ length: count }, (_, index) => Buffer.from(`{"rid":"${stream}${index}","kind":"x"}`));
  const previous = chainStart(dev, stream);
  const header = {
    p: 1,
    dev,
    s: stream,
    from: 1,
    n: count,
    prev: previous.toString('hex'),
    tip: lines.reduce(chainNext, previous).toString('hex'),
    acked: 0,
    q: { pend: 0 },
  };
  const body = gzipSync([JSON.stringify(header), ...lines].join('\n'));
  const signed = sign({ method: 'POST', url: `${address}/v1/push`, body });
  return { body, headers: { 'Content-Type': 'application/x-ndjson', 'Content-Encoding': 'gzip', ...signed } };
}

test('a hub ends within 3 s of SIGTERM with pushes under way, an idle connection and half a request open; what it confirmed is there F52 @fault', async () => {
  const data = temporaryFolder();
  const device = await atStore(data, ({ devices }) => admitDevice(devices, 'kSTOP1'));
  const { address, child } = await runHub({ file: join(data, 'hub.sqlite') }, data);
  const port = Number(new URL(address).port);
  const idle = connect({ host: '127.0.0.1', port });
  const half = connect({ host: '127.0.0.1', port });
  for (const socket of [idle, half]) {
    socket.on('error', () => undefined);
    await once(socket, 'connect');
  }
  const { body, headers } = pushOf(device, address, 'abcdefghijkl2', 5);
  const head = Object.entries({ ...headers, Host: `127.0.0.1:${port}`, 'Content-Length': body.length });
  half.write(`POST /v1/push HTTP/1.1\r\n${head.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n`);
  half.write(body.subarray(0, body.length - 1));

  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const streams = Array.from({ length: 24 }, (_, index) => `mnopqrstuvw${letters[index]}2`);
  const answers = streams.map(async (stream) => {
    const { body: bytes, headers: signed } = pushOf(device, address, stream, 200);
    const answer = await fetch(`${address}/v1/push`, { method: 'POST', headers: signed, body: new Uint8Array(bytes) });
    await answer.arrayBuffer();
    return { stream, status: answer.status };
  });
  // Some are answered, some are under way, some have not come yet.
  await Promise.race(answers);
  const ended = once(child, 'exit');
  const began = performance.now();
  child.kill('SIGTERM');
  expect((await ended)[0]).toBe(0);
  expect(performance.now() - began).toBeLessThan(3000);

  const settled = (await Promise.allSettled(answers)).flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const confirmed = settled.filter(({ status }) => status === 200).map(({ stream }) => stream);
  expect(confirmed.length).toBeGreaterThan(0);
  const { there, faults } = await atStore(data, async ({ landing, verify }) => ({
    there: await landing.streams(),
    faults: (await verify()).faults,
  }));
  expect(faults).toEqual([]);
  expect(confirmed.filter((stream) => !there.some((row) => row.stream === stream && row.upto === 200))).toEqual([]);
  // All of a push or nothing of it, and nothing of the half one.
  expect(there.every(({ upto }) => upto === 200)).toBe(true);
}, 60_000);
