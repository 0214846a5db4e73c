import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { openRig, type Rig } from '../testing/rig.ts';

const aWhile = (ms: number): Promise<void> => new Promise((soon) => setTimeout(soon, ms));

/** Clients that send these bytes one by one, and never read more than one. */
function slowClients(rig: Rig, count: number, bytes: Buffer): Socket[] {
  return Array.from({ length: count }, () => {
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(rig.hub.address).port) });
    socket.on('error', () => undefined);
    socket.on('connect', () => socket.pause());
    let sent = 0;
    const timer = setInterval(() => {
      socket.read(1);
      if (sent < bytes.length) socket.write(bytes.subarray(sent, ++sent));
    }, 20);
    onTestFinished(() => {
      clearInterval(timer);
      socket.destroy();
    });
    return socket;
  });
}

test('hundreds of clients that send and read a byte at a time do not hold up a terminal F25 @fault', async () => {
  const rig = await openRig({ beside: true });
  const body = gzipSync(Buffer.from('a push that never ends'));
  const headers = Object.entries({
    ...(await rig.hub.authorised(body)),
    Host: new URL(rig.hub.address).host,
    'Content-Length': '1000',
  });
  const head = `POST /v1/push HTTP/1.1\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
  const clients = [
    ...slowClients(rig, 100, Buffer.from(head)),
    ...slowClients(rig, 100, Buffer.concat([Buffer.from(head), body])),
    ...slowClients(rig, 100, Buffer.from('GET /health HTTP/1.1\r\nHost: hub\r\n\r\n'.repeat(30))),
  ];
  await aWhile(300);
  await rig.start();
  const began = performance.now();
  for (let round = 0; round < 10; round += 1) {
    await rig.record(20);
    await rig.drained();
  }
  expect(performance.now() - began).toBeLessThan(5000);
  expect(clients.filter(({ destroyed }) => !destroyed).length).toBeGreaterThan(200);
  expect(await rig.oracle.faults()).toEqual([]);
  expect(await rig.hubFacts()).toHaveLength(200);
});

test('the hub gives a request 2 min at most to be there in full, and its head no longer F25 @fault', async () => {
  const rig = await openRig();
  let server: Server | null = null;
  const look = (message: unknown): void => {
    server = (message as { server: Server }).server;
  };
  subscribe('http.server.request.start', look);
  onTestFinished(() => void unsubscribe('http.server.request.start', look));
  await fetch(`${rig.hub.address}/health`);
  const { headersTimeout, requestTimeout } = server ?? { headersTimeout: 0, requestTimeout: 0 };
  expect(headersTimeout).toBeGreaterThan(0);
  expect(headersTimeout).toBeLessThanOrEqual(requestTimeout);
  expect(requestTimeout).toBeGreaterThanOrEqual(30_000);
  expect(requestTimeout).toBeLessThanOrEqual(120_000);
});
