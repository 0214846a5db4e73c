import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chainNext, chainStart } from '../../../db/chain.ts';
import { openRig, type Rig } from '../testing/rig.ts';

const stream = 'abcdefghijkl2';
const record = (number: number): Buffer =>
  Buffer.from(
    `{"rid":"r${number}","kind":"visit.rated","v":1,"body":{"visit":"0199f0c2-7a51-7c3e-8f2a-3d1b5a6c7d8e","rating":3}}`,
  );
const records = (count: number): Buffer[] => Array.from({ length: count }, (_, index) => record(index + 1));

/** A push of a device, as text before it is packed; `change` after everything fits. */
function pushText(dev: string, lines: Buffer[], change: object = {}): Buffer {
  const previous = chainStart(dev, stream);
  const tip = lines.reduce(chainNext, previous).toString('hex');
  const header = {
    p: 1,
    dev,
    s: stream,
    from: 1,
    n: lines.length,
    prev: previous.toString('hex'),
    tip,
    acked: 0,
    q: { pend: 0 },
  };
  return Buffer.concat([
    Buffer.from(JSON.stringify({ ...header, ...change })),
    ...lines.flatMap((line) => [Buffer.from('\n'), line]),
  ]);
}

async function push(rig: Rig, body: Buffer, change: Record<string, string> = {}): Promise<number> {
  const headers = { ...(await rig.hub.authorised(body)), ...change };
  const answer = await fetch(`${rig.hub.address}/v1/push`, { method: 'POST', headers, body: new Uint8Array(body) });
  await answer.arrayBuffer();
  return answer.status;
}

/** A head and as much of a body as is given, byte for byte; what comes back until the hub closes or 300 ms pass. */
async function pushRaw(rig: Rig, body: Buffer, sent: Buffer, length: number): Promise<string> {
  const headers = {
    ...(await rig.hub.authorised(body)),
    Host: new URL(rig.hub.address).host,
    'Content-Length': String(length),
  };
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(rig.hub.address).port) });
  let got = '';
  socket.on('data', (chunk) => {
    got += chunk.toString('latin1');
  });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(
    `POST /v1/push HTTP/1.1\r\n${Object.entries(headers)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('')}\r\n`,
  );
  socket.write(sent);
  // Whoever has sent too little goes away; else it is the hub's to say when it is enough.
  if (sent.length < length) socket.end();
  await Promise.race([once(socket, 'close'), once(socket, 'data'), new Promise((soon) => setTimeout(soon, 300))]);
  socket.destroy();
  return got;
}

/** Lines of one digit each: they do not pack well enough to be taken for a bomb. */
const digits = (lines: number): Buffer =>
  Buffer.from(randomBytes(lines).map((byte, index) => (index % 2 === 0 ? 48 + (byte % 10) : 10)));

test('pushes made to hurt are refused, leave nothing, and cost the hub little memory F24 @fault', async () => {
  const rig = await openRig({ beside: true });
  const { dev } = rig.hub;
  const good = gzipSync(pushText(dev, records(3)));
  const hostile: [name: string, body: Buffer, statuses: number[]][] = [
    ['cut short', good.subarray(0, good.length - 9), [400]],
    ['with a byte turned', Buffer.from(good.map((byte, index) => (index === 40 ? byte ^ 1 : byte))), [400]],
    ['with something behind it', Buffer.concat([good, Buffer.from('more')]), [400]],
    ['a bomb of 256 MiB', gzipSync(Buffer.alloc(256 * 1024 * 1024)), [413]],
    ['a bomb within a header', gzipSync(pushText(dev, [], { app: '0'.repeat(7_000_000) })), [413]],
    ['a ratio of 200', gzipSync(Buffer.alloc(2 * 1024 * 1024, 'ab')), [413]],
    ['a bomb in a bomb', gzipSync(gzipSync(Buffer.alloc(64 * 1024 * 1024))), [400, 413]],
    [
      'one endless line',
      gzipSync(Buffer.concat([pushText(dev, []), Buffer.from('\n'), randomBytes(300_000).map((byte) => byte || 1)])),
      [400, 413],
    ],
    ['a header as deep as it is long', gzipSync(Buffer.from('['.repeat(60_000))), [400]],
    [
      'a header that asks for a prototype',
      gzipSync(pushText(dev, records(1), { __proto__: null, constructor: {}, n: 2 })),
      [400],
    ],
    ['a sequence beyond all numbers', gzipSync(pushText(dev, records(1), { from: 1e300 })), [400]],
    ['a negative sequence', gzipSync(pushText(dev, records(1), { from: -1 })), [400]],
    ['a count that is text', gzipSync(pushText(dev, records(1), { n: '1' })), [400]],
    ['nothing', Buffer.alloc(0), [400]],
  ];
  const before = await rig.hub.peakMemory();
  for (const [name, body, statuses] of hostile)
    expect([name, statuses.includes(await push(rig, body))]).toEqual([name, true]);
  const bomb = gzipSync(Buffer.alloc(256 * 1024 * 1024));
  expect(new Set(await Promise.all(Array.from({ length: 24 }, () => push(rig, bomb))))).toEqual(new Set([413]));
  const grown = ((await rig.hub.peakMemory()) - before) / 1024 / 1024;
  console.log(`F24: the hub grew by ${grown.toFixed(0)} MiB at most`);
  expect(grown).toBeLessThan(24 * 12);
  expect(await rig.hubFacts()).toEqual([]);
  expect(await push(rig, good)).toBe(200);
  expect(await rig.hubFacts()).toHaveLength(3);
}, 60_000);

// Red today: hub/push-body.ts makes a buffer of each line before it counts them. When that is mended, this says so.
test('a million lines in one push cost the hub no more memory than any other push F24 @fault', async () => {
  const rig = await openRig({ beside: true });
  const before = await rig.hub.peakMemory();
  expect(await push(rig, gzipSync(digits(2_000_000)))).toBe(413);
  expect(((await rig.hub.peakMemory()) - before) / 1024 / 1024).toBeLessThan(60);
});

test('a body that is shorter or longer than its length says has no effect F24 @fault', async () => {
  const rig = await openRig();
  const body = gzipSync(pushText(rig.hub.dev, records(3)));
  expect(await pushRaw(rig, body, body.subarray(0, 20), body.length)).not.toContain(' 200 ');
  expect(await pushRaw(rig, body, body, body.length + 10)).not.toContain(' 200 ');
  expect(await pushRaw(rig, body, body, body.length - 10)).toContain(' 400 ');
  expect(await pushRaw(rig, body, body, 0)).toContain(' 400 ');
  expect(await pushRaw(rig, body, body, 5 * 1024 * 1024)).toContain(' 413 ');
  expect(await rig.hubFacts()).toEqual([]);
  expect(await pushRaw(rig, body, body, body.length)).toContain(' 200 ');
});

test('records that are nested without end are kept as they are, and what comes after them too F24 @fault', async () => {
  const rig = await openRig();
  const deep = [
    Buffer.from('['.repeat(60_000)),
    Buffer.from(`${'['.repeat(30_000)}${']'.repeat(30_000)}`),
    Buffer.from(`{"rid":"x","kind":"visit.rated","v":1,"body":${'{"a":'.repeat(9000)}1${'}'.repeat(9000)}}`),
  ];
  // So that the whole is no bomb.
  const plain = Buffer.from(JSON.stringify({ rid: 'y', kind: 'plain', body: randomBytes(6000).toString('base64') }));
  expect(await push(rig, gzipSync(pushText(rig.hub.dev, [...deep, record(4), plain])))).toBe(200);
  const facts = await rig.hubFacts();
  expect(facts.map(({ quarantine }) => quarantine === null)).toEqual([false, false, false, true, false]);
  expect(facts.map(({ line }) => line)).toEqual([...deep, record(4), plain].map(String));
});

// Red today: JSON.stringify at /facts.json runs out of stack. A record nested deeper than 20 should be quarantined as such.
test('one record that is nested without end does not close all facts to their readers F24 @fault', async () => {
  const rig = await openRig();
  const deep = Buffer.from(`{"rid":"x","kind":"visit.rated","v":1,"body":${'{"a":'.repeat(9000)}1${'}'.repeat(9000)}}`);
  const plain = Buffer.from(JSON.stringify({ rid: 'y', kind: 'plain', body: randomBytes(6000).toString('base64') }));
  expect(await push(rig, gzipSync(pushText(rig.hub.dev, [deep, plain])))).toBe(200);
  expect(await rig.hub.readAll()).toBe(200);
});

test('whatever is done to a push before or after it is packed, the hub takes all of it or nothing F24 @fault', async () => {
  const rig = await openRig();
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    does: fc.constantFrom('turn a bit', 'cut', 'put in', 'leave out', 'double'),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 12 }),
  });
  const changed = (whole: Buffer, { at, does, bytes }: { at: number; does: string; bytes: Uint8Array }): Buffer => {
    const place = Math.floor(at * whole.length);
    const [before, after] = [whole.subarray(0, place), whole.subarray(place)];
    if (does === 'cut') return before;
    if (does === 'put in') return Buffer.concat([before, bytes, after]);
    if (does === 'leave out') return Buffer.concat([before, after.subarray(bytes.length)]);
    if (does === 'double') return Buffer.concat([whole, after]);
    return Buffer.concat([before, Buffer.from([(after[0] ?? 0) ^ (1 << ((bytes[0] ?? 0) % 8))]), after.subarray(1)]);
  };
  const honest = pushText(rig.hub.dev, records(4));
  const outcomes = new Map<number, number>();
  const evidence = createHash('sha256').update(honest).digest('hex');
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 3 }), fc.array(change, { maxLength: 2 }), async (inText, inPack) => {
      const text = inText.reduce(changed, honest);
      const body = inPack.reduce(changed, gzipSync(text));
      const status = await push(rig, body);
      outcomes.set(status, (outcomes.get(status) ?? 0) + 1);
      expect([200, 400, 403, 409, 413, 426]).toContain(status);
      // A change that nothing notices is one that changes nothing.
      const same = inPack.length === 0 && createHash('sha256').update(text).digest('hex') === evidence;
      expect([status, same && status === 400]).toEqual([status, false]);
    }),
    { numRuns: 400, seed: 24 },
  );
  expect(outcomes.get(400)).toBeGreaterThan(100);
  const facts = await rig.hubFacts();
  for (const { stream: name, seq, dev } of facts) {
    const all = facts.filter((fact) => fact.stream === name && fact.dev === dev).length;
    expect(seq).toBeLessThanOrEqual(all);
  }
  expect((await rig.oracle.faults()).filter((fault) => !fault.startsWith('I1') && !fault.startsWith('I2'))).toEqual([]);
}, 60_000);
