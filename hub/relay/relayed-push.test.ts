import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { chainOver, chainStart } from '../../db/chain.ts';
import { temporaryFolder } from '../../db/testing/temporary.ts';
import { relayedPath, relayLabel } from '../../shared/sync/relay.ts';
import { pushPath } from '../../shared/sync/wire.ts';
import { forwardedOf } from '../../wire/forwarded.ts';
import { newSigningKey, type SigningKey } from '../../wire/keys.ts';
import { pushBody } from '../../wire/push-body.ts';
import { signatureHeaders } from '../../wire/signed-request.ts';
import { startTestHub } from '../testing/test-hub.ts';

const [dev, stream] = ['kHALL1', 'abcdefghijkl2'];
const hallUrl = `http://10.0.0.5:8420${pushPath}`;
const longAgo = Date.now() - 40 * 24 * 3_600_000;

/** A city with a relay that has told of one device, and everything to push by hand. */
async function cityWithRelay() {
  const city = await startTestHub({ file: join(temporaryFolder(), 'city.sqlite') });
  onTestFinished(city.close);
  const { devices } = city.store;
  const admit = async (name: string, kind: 'relay' | 'terminal'): Promise<SigningKey> => {
    const key = newSigningKey();
    expect(await devices.enrol({ code: await city.code(kind), key: key.publicBytes, wants: name, kind })).toMatchObject(
      {
        ok: true,
      },
    );
    return key;
  };
  const relay = await admit('rHALL', 'relay');
  const device = newSigningKey();

  async function post(path: string, body: Buffer, headers: Record<string, string>) {
    const answer = await fetch(city.address + path, { method: 'POST', body: new Uint8Array(body), headers });
    return { status: answer.status, said: (await answer.json()) as { error?: string; have?: { upto: number } } };
  }
  /** The relay's signature beside the device's, each to be left out or made wrong. */
  async function push({
    by = { key: relay, keyId: 'rHALL/1' },
    signer = { key: device, keyId: `${dev}/7` },
    at = Date.now(),
    from = 1,
    whose = dev,
    change = (body: Buffer) => body,
    forwarded = forwardedOf(hallUrl),
  }: {
    by?: { key: SigningKey; keyId: string };
    signer?: { key: SigningKey; keyId: string } | null;
    at?: number;
    from?: number;
    whose?: string;
    change?: (body: Buffer) => Buffer;
    forwarded?: string;
  } = {}) {
    const lines = ['{"kind":"x","rid":"1"}', '{"kind":"x","rid":"2"}'].map((line) => Buffer.from(line));
    const start = { seq: 0, h: chainStart(whose, stream) };
    const tip = lines.reduce(chainOver, start).h.toString('hex');
    const header = { p: 1, dev: whose, s: stream, from, n: 2, prev: start.h.toString('hex'), tip, acked: 0 } as const;
    const original = await pushBody({ ...header, q: { pend: 0 }, clk: null, app: '' }, lines);
    const body = change(original);
    const own = signatureHeaders(
      { method: 'POST', url: city.address + pushPath, body },
      { ...by, at, label: relayLabel },
    );
    const first =
      signer === null
        ? null
        : signatureHeaders({ method: 'POST', url: hallUrl, body: original }, { ...signer, at: longAgo });
    const both = (name: 'Signature' | 'Signature-Input'): string =>
      first === null ? own[name] : `${first[name]}, ${own[name]}`;
    return await post(pushPath, body, {
      'Content-Encoding': 'gzip',
      'Content-Digest': own['Content-Digest'],
      'Signature-Input': both('Signature-Input'),
      Signature: both('Signature'),
      Forwarded: forwarded,
    });
  }
  async function tell(keys: SigningKey[], { key = relay, keyId = 'rHALL/1', name = dev, status = 'active' } = {}) {
    const body = Buffer.from(
      JSON.stringify({
        p: 1,
        dev: name,
        unit: 'hall-1',
        status,
        keys: keys.map(({ publicBytes }) => publicBytes.toString('base64url')),
      }),
    );
    const said = { method: 'POST', url: city.address + relayedPath, body };
    const signed = signatureHeaders(said, { key, keyId, at: Date.now(), label: relayLabel });
    return await post(relayedPath, body, { 'Content-Type': 'application/json', ...signed });
  }
  return { city, admit, relay, device, push, tell };
}

test('a push that a relay brings is taken on the device’s own signature, however old, once the device was told of', async () => {
  const { city, device, push, tell } = await cityWithRelay();
  expect(await push()).toMatchObject({ status: 401, said: { error: 'device' } });
  // Keys have the numbers of the hall; what counts is the key.
  expect(await tell([newSigningKey(), device])).toMatchObject({ status: 200 });
  expect(await push()).toMatchObject({ status: 200, said: { have: { upto: 2 } } });
  expect(await push()).toMatchObject({ status: 200, said: { have: { upto: 2 } } });
  expect(await city.facts()).toHaveLength(2);
  expect(await city.store.devices.find(dev)).toMatchObject({ unit: 'hall-1', keyNo: 2, kind: 'terminal' });
  expect((await city.store.devices.events(9)).map(({ event }) => event)).not.toContain('vouched');
});

test('what is not as the device and the relay signed it is refused F42 @fault', async () => {
  const { city, admit, relay, device, push, tell } = await cityWithRelay();
  await tell([device]);
  const stranger = newSigningKey();
  const plain = await admit('kPLAIN', 'terminal');
  const refused = await Promise.all([
    push({ signer: { key: stranger, keyId: `${dev}/1` } }),
    push({ signer: { key: device, keyId: 'kOTHER/1' } }),
    push({ change: (body) => Buffer.concat([body, Buffer.from([0])]) }),
    push({ forwarded: forwardedOf('http://10.0.0.6:8420/v1/push') }),
    push({ forwarded: 'for=10.0.0.5' }),
    push({ by: { key: stranger, keyId: 'rHALL/1' } }),
    push({ by: { key: relay, keyId: 'rHALL/2' } }),
    push({ by: { key: plain, keyId: 'kPLAIN/1' } }),
    push({ at: Date.now() - 6 * 60_000 }),
    push({ whose: 'kNOBODY', signer: null }),
  ]);
  expect(refused.map(({ status, said }) => `${status} ${said.error}`)).toEqual([
    '401 device',
    '401 device',
    '401 device',
    '401 device',
    '401 device',
    '401 signature',
    '401 unknown',
    '403 kind',
    '401 skew',
    '401 device',
  ]);
  expect(await city.facts()).toEqual([]);
  expect(await tell([device], { key: plain, keyId: 'kPLAIN/1' })).toMatchObject({ status: 403 });
});

test('a relay’s word alone is taken for devices that it has told of, and is noted as that', async () => {
  const { city, device, push, tell } = await cityWithRelay();
  await tell([device]);
  expect(await push({ signer: null })).toMatchObject({ status: 200, said: { have: { upto: 2 } } });
  expect(await push({ signer: null })).toMatchObject({ status: 200 });
  const vouched = (await city.store.devices.events(9)).filter(({ event }) => event === 'vouched');
  expect(vouched).toMatchObject([{ dev, detail: `${stream} 1 to 2 by rHALL` }]);
});

test('a name belongs to whom the keys say; what the city has revoked a relay does not let in again', async () => {
  const { city, admit, device, push, tell } = await cityWithRelay();
  const other = await admit('rOTHER', 'relay');
  const asOther = { key: other, keyId: 'rOTHER/1' };
  expect((await tell([device])).status).toBe(200);
  expect(await tell([newSigningKey()], asOther)).toMatchObject({ status: 409, said: { error: 'name' } });
  expect(await tell([newSigningKey()], { name: 'rOTHER' })).toMatchObject({ status: 409 });
  // The hall's disk was destroyed: the same terminal at a new hub, with its key, and later with another.
  expect((await tell([device], asOther)).status).toBe(200);
  const next = newSigningKey();
  expect((await tell([device, next], asOther)).status).toBe(200);
  expect(await city.store.devices.keysOf(dev)).toEqual([device.publicBytes, next.publicBytes]);

  await city.store.devices.revoke(dev, 'test');
  await tell([device, next], asOther);
  expect(await push()).toMatchObject({ status: 403, said: { error: 'device-revoked' } });
  expect(await city.store.devices.find(dev)).toMatchObject({ status: 'revoked' });
});

test('a device that its relay revoked and let in again is so at the city', async () => {
  const { city, device, push, tell } = await cityWithRelay();
  await tell([device]);
  await tell([device], { status: 'revoked' });
  expect(await city.store.devices.find(dev)).toMatchObject({ status: 'revoked' });
  expect((await push()).status).toBe(200);
  await tell([device, newSigningKey()]);
  expect(await city.store.devices.find(dev)).toMatchObject({ status: 'active', keyNo: 2 });
});

test('a code for a relay lets no terminal in, one for a terminal no relay, and neither is used up by that', async () => {
  const { city } = await cityWithRelay();
  const { devices } = city.store;
  for (const [kind, wrong] of [
    ['relay', 'terminal'],
    ['terminal', 'relay'],
  ] as const) {
    const code = await city.code(kind);
    const key = newSigningKey().publicBytes;
    expect(await devices.enrol({ code, key, wants: 'kX', kind: wrong })).toEqual({ ok: false, error: 'kind' });
    expect(await devices.enrol({ code, key, wants: `k${kind}`, kind })).toMatchObject({ ok: true });
    expect(await devices.find(`k${kind}`)).toMatchObject({ kind });
  }
});
