import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { createServer, type SecureVersion, type Server } from 'node:tls';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import {
  type KeyAndCertificate,
  selfSigned,
  type TestAuthority,
  testAuthority,
} from '../../../hub/testing/test-certificates.ts';
import { openChaosProxy } from '../testing/chaos-proxy.ts';
import { openRig, type Rig } from '../testing/rig.ts';

const year = 365 * 24 * 3600 * 1000;
const host = '127.0.0.1';
let ours: TestAuthority;
let theirs: TestAuthority;
beforeAll(async () => {
  ours = await testAuthority();
  // The same name: only the key tells them apart.
  theirs = await testAuthority();
});

/** TLS before the rig's line: what comes out of it goes on to the proxy. */
async function tlsBefore(rig: Rig, shown: KeyAndCertificate, most: SecureVersion = 'TLSv1.3') {
  const oldest = most === 'TLSv1.1' ? { minVersion: 'TLSv1' as const, ciphers: 'ALL:@SECLEVEL=0' } : {};
  const server: Server = createServer({ ...shown, maxVersion: most, ...oldest }, (socket) => {
    const line = connect({ host, port: Number(new URL(rig.proxy.address).port) });
    socket.on('error', () => line.destroy()).on('close', () => line.destroy());
    line.on('error', () => socket.destroy()).on('close', () => socket.destroy());
    socket.pipe(line).pipe(socket);
  });
  server.on('tlsClientError', () => undefined);
  server.listen(0, host);
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return {
    address: `https://${host}:${(server.address() as AddressInfo).port}`,
    renew: (next: KeyAndCertificate) => server.setSecureContext(next),
  };
}

const refused: [name: string, shown: () => Promise<KeyAndCertificate>, most?: SecureVersion][] = [
  ['has expired', () => ours.issue(host, { from: new Date(Date.now() - 2 * year), to: new Date(Date.now() - year) })],
  ['is not valid yet', () => ours.issue(host, { from: new Date(Date.now() + year) })],
  ['is for another name', () => ours.issue('hub.elsewhere.invalid')],
  ['is for another address', () => ours.issue('10.0.0.1')],
  ['is of an authority of the same name with another key', () => theirs.issue(host)],
  ['is signed by itself', () => selfSigned(host)],
  ['comes over TLS 1.1', () => ours.issue(host), 'TLSv1.1'],
];

test.each(refused)(
  'a hub whose certificate %s gets nothing, not even a head; with a good one it gets everything F31 @fault',
  async (_name, shown, most) => {
    const rig = await openRig();
    const bad = await tlsBefore(rig, await shown(), most);
    await rig.record(3);
    const sender = await rig.start({ hub: { address: bad.address, ca: ours.ca } });
    await rig.failed(3);
    expect(sender.status().lastError).not.toMatch(/timeout|impostor|status/);
    expect(rig.proxy.passed.up).toBe(0);
    expect(await rig.pending()).toBe(3);
    expect(rig.log.lines.some(({ level }) => level === 'warn')).toBe(true);
    const good = await tlsBefore(rig, await ours.issue(host));
    await rig.start({ hub: { address: good.address, ca: ours.ca } });
    await rig.record(2);
    await rig.drained();
    expect(await rig.oracle.faults()).toEqual([]);
  },
);

test('a certificate that is renewed by the same authority is taken without a restart F31 @fault', async () => {
  const rig = await openRig();
  rig.proxy.treat({ single: true });
  const hub = await tlsBefore(rig, await ours.issue(host));
  await rig.start({ hub: { address: hub.address, ca: ours.ca } });
  for (const next of [await ours.issue(host), await ours.issue(host)]) {
    await rig.record(3);
    await rig.drained();
    hub.renew(next);
  }
  await rig.record(3);
  await rig.drained();
  expect(rig.log.lines.filter(({ level }) => level === 'warn')).toEqual([]);
  expect(await rig.oracle.faults()).toEqual([]);
});

test('a handshake that is reset at any of its bytes, or meets silence, leads to exactly one of each fact F31 @fault', async () => {
  // The line breaks between the terminal and TLS, so the proxy stands before it here.
  const rig = await openRig();
  const hub = await tlsBefore(rig, await ours.issue(host));
  const line = await openChaosProxy({ port: Number(new URL(hub.address).port) });
  onTestFinished(line.close);
  const address = line.address.replace('http:', 'https:');
  await rig.start({ hub: { address, ca: ours.ca }, waits: { connect: 300, headers: 300 } });
  await rig.record(1);
  await rig.drained();
  for (const by of ['reset', 'close', 'silence'] as const) {
    for (const after of by === 'silence' ? [0, 700] : [0, 1, 100, 500, 900, 1500]) {
      for (const way of ['up', 'down'] as const) {
        line.treat((connection) => (connection === 0 ? { [way]: { after, by } } : {}));
        await rig.record(1);
        await rig.drained();
      }
    }
  }
  expect(await rig.oracle.faults()).toEqual([]);
}, 60_000);

test('something that speaks no TLS at all at the hub’s address gets no head either F31 @fault', async () => {
  const rig = await openRig();
  await rig.record(2);
  await rig.start({ hub: { address: rig.proxy.address.replace('http:', 'https:'), ca: ours.ca } });
  await rig.failed(3);
  expect(rig.proxy.passed.requests).toBe(0);
  expect(await rig.pending()).toBe(2);
});
