import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chainNext, chainStart } from '../db/chain.ts';
import { engines, freshPlace } from '../db/testing/hub-places.ts';
import { temporaryFolder } from '../db/testing/temporary.ts';
import { newSigningKey } from '../wire/keys.ts';
import { type Hub, startHub } from './start-hub.ts';
import { admitDevice, type TestDevice } from './testing/test-device.ts';
import { startTestHub, type TestHub } from './testing/test-hub.ts';

const dev = 'kTEST1';
const stream = 'abcdefghijkl2';
let hub: TestHub;
let device: TestDevice;

const fact = (number: number): Buffer =>
  Buffer.from(
    JSON.stringify({
      rid: `r${number}`,
      kind: 'visit.rated',
      v: 1,
      body: { visit: '0199f0c2-7a51-7c3e-8f2a-3d1b5a6c7d8e', rating: 1 + (number % 5) },
    }),
  );
const facts = (from: number, to: number): Buffer[] =>
  Array.from({ length: to - from + 1 }, (_, index) => fact(from + index));

function body(
  lines: Buffer[],
  {
    from = 1,
    previous = chainStart(dev, stream),
    change = {},
  }: { from?: number; previous?: Buffer; change?: object } = {},
): Buffer {
  const tip = lines.reduce(chainNext, previous).toString('hex');
  const header = {
    p: 1,
    dev,
    s: stream,
    from,
    n: lines.length,
    prev: previous.toString('hex'),
    tip,
    acked: 0,
    q: { pend: 0 },
    ...change,
  };
  return gzipSync(
    Buffer.concat([Buffer.from(JSON.stringify(header)), ...lines.flatMap((line) => [Buffer.from('\n'), line])]),
  );
}

async function push(bytes: Buffer, headers: Record<string, string> = {}) {
  const url = `${hub.address}/v1/push`;
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-ndjson',
      'Content-Encoding': 'gzip',
      ...device.sign({ method: 'POST', url, body: bytes }),
      ...headers,
    },
    body: new Uint8Array(bytes),
  });
  return {
    status: answer.status,
    body: (await answer.json()) as { have?: { upto: number; tip: string }; quar?: number[]; error?: string },
  };
}
const tipAfter = (lines: Buffer[]): Buffer => lines.reduce(chainNext, chainStart(dev, stream));

describe.each(engines)('on %s', (engine) => {
  beforeEach(async () => {
    hub = await startTestHub(await freshPlace(engine));
    device = await admitDevice(hub.store.devices, dev);
  });
  afterEach(() => hub.close());

  describe('a push', () => {
    test('lands, is acknowledged up to its end, and landed again changes nothing', async () => {
      const first = await push(body(facts(1, 3)));
      expect(first).toMatchObject({
        status: 200,
        body: { have: { upto: 3, tip: tipAfter(facts(1, 3)).toString('hex') }, quar: [] },
      });
      expect(await push(body(facts(1, 3)))).toMatchObject({ status: 200, body: { have: { upto: 3 } } });
      expect(await push(body(facts(1, 5)))).toMatchObject({ status: 200, body: { have: { upto: 5 } } });
      expect(await push(body(facts(3, 6), { from: 3, previous: tipAfter(facts(1, 2)) }))).toMatchObject({
        status: 200,
        body: { have: { upto: 6 } },
      });
      expect((await hub.facts()).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
    });

    test('that leaves a gap is told what is here', async () => {
      await push(body(facts(1, 2)));
      const answer = await push(body(facts(5, 6), { from: 5, previous: tipAfter(facts(1, 4)) }));
      expect(answer).toMatchObject({ status: 409, body: { error: 'gap', have: { upto: 2 } } });
    });

    test('with other bytes under the same place is a fork, and changes nothing', async () => {
      await push(body(facts(1, 2)));
      expect(await push(body([fact(1), fact(7)]))).toMatchObject({
        status: 409,
        body: { error: 'fork', have: { upto: 2 } },
      });
      expect(await push(body([fact(7), fact(8), fact(9)]))).toMatchObject({ status: 409, body: { error: 'fork' } });
      expect(await push(body([fact(3)], { from: 3, previous: chainStart(dev, 'abcdefghijkl3') }))).toMatchObject({
        status: 409,
        body: { error: 'fork' },
      });
      expect(await hub.facts()).toHaveLength(2);
    });

    test('from two lines at once lands once F38 @fault', async () => {
      const answers = await Promise.all(Array.from({ length: 6 }, () => push(body(facts(1, 40)))));
      expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
      expect(await hub.facts()).toHaveLength(40);
    });

    test('that cannot be understood is kept, acknowledged and shown apart', async () => {
      const odd = [
        Buffer.from('not json at all'),
        Buffer.from('{"kind":"from.tomorrow","body":{"x":1}}'),
        Buffer.from('{"kind":"visit.rated","body":{"rating":9}}'),
        Buffer.from('{"no":"kind"}'),
        Buffer.from('{"kind":"a\\u0000b","body":{}}'),
        Buffer.from('{"kind":"visit.rated","body":{"rating":1,"\\u0000":"\\ud800"}}'),
        fact(7),
      ];
      expect(await push(body(odd))).toMatchObject({
        status: 200,
        body: { have: { upto: 7 }, quar: [1, 2, 3, 4, 5, 6] },
      });
      expect((await hub.facts()).map(({ quarantine }) => quarantine === null)).toEqual([
        false,
        false,
        false,
        false,
        false,
        false,
        true,
      ]);
    });

    test.each([
      ['without a signature', () => body(facts(1, 1)), { Signature: '' }, 401],
      ['in the name of another device', () => body(facts(1, 1), { change: { dev: 'kOTHER' } }), {}, 403],
      ['with another digest', () => body(facts(1, 1)), { 'Content-Digest': 'sha-256=:AAAA:' }, 400],
      ['that is not gzip', () => Buffer.from('plain'), {}, 400],
      ['without the gzip header', () => body(facts(1, 1)), { 'Content-Encoding': 'identity' }, 415],
      ['of a later protocol', () => body(facts(1, 1), { change: { p: 2 } }), {}, 426],
      ['with a broken chain', () => body(facts(1, 1), { change: { tip: '0'.repeat(64) } }), {}, 400],
      ['with another count', () => body(facts(1, 2), { change: { n: 1 } }), {}, 400],
      ['with a strange device', () => body(facts(1, 1), { change: { dev: '../../etc' } }), {}, 400],
      ['that inflates without end', () => gzipSync(Buffer.alloc(60 * 1024 * 1024)), {}, 413],
      ['with a line too long', () => body([Buffer.alloc(70_000, 'a')]), {}, 413],
      ['with too many lines', () => body(Array.from({ length: 1001 }, () => Buffer.from('{}'))), {}, 413],
      ['larger than the limit', () => Buffer.alloc(1_100_000, 1), {}, 413],
    ])('%s is refused and leaves nothing', async (_name, bytes, headers, status) => {
      expect((await push(bytes(), headers)).status).toBe(status);
      expect(await hub.facts()).toEqual([]);
    });

    test('of any bytes whatever never breaks the hub', async () => {
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.boolean(), async (bytes, packed) => {
          const { status } = await push(packed ? gzipSync(bytes) : Buffer.from(bytes));
          expect([400, 413, 415, 426]).toContain(status);
        }),
        { numRuns: 60 },
      );
      expect((await push(body(facts(1, 1)))).status).toBe(200);
    });
  });

  describe('the page of facts', () => {
    test('needs its key, moves it into a cookie, and shows what is there without letting it be code', async () => {
      await push(body([Buffer.from('{"kind":"<script>alert(1)</script>","body":1}'), fact(2)]));
      expect((await fetch(`${hub.address}/facts`)).status).toBe(401);
      expect((await fetch(`${hub.address}/facts?key=wrong`, { redirect: 'manual' })).status).toBe(401);
      const moved = await fetch(`${hub.address}/facts?key=${hub.readKey}`, { redirect: 'manual' });
      expect(moved.status).toBe(303);
      const cookie = moved.headers.get('set-cookie') ?? '';
      expect(cookie).toContain('HttpOnly; SameSite=Strict');
      const page = await fetch(`${hub.address}/facts`, { headers: { Cookie: cookie.split(';')[0] ?? '' } });
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
      const html = await page.text();
      expect(html).toContain('visit.rated');
      expect(html).toContain(dev);
      expect(html).not.toContain('<script');
      expect((await fetch(`${hub.address}/facts.json`)).status).toBe(401);
    });
  });
});

test('an address that telephones cannot reach costs the papers, not the facts', async () => {
  const folder = temporaryFolder();
  const script = join(folder, 'phone.js');
  writeFileSync(script, '');
  const said: string[] = [];
  const start = async (file: string, port: number) => {
    const started = await startHub({
      place: { file: join(folder, file) },
      folder,
      host: '127.0.0.1',
      port: 0,
      secrets: { key: newSigningKey(), readKey: 'read-key-for-tests' },
      phones: { script, host: '127.0.0.1', port },
      log: { error: (_fields, message) => void said.push(message) },
      now: Date.now,
    });
    if (!started.ok) throw new Error(JSON.stringify(started.error));
    return started.value;
  };
  const openTray = async ({ address, store }: Hub): Promise<number> => {
    const url = `${address}/v1/trays`;
    const payload = Buffer.from('{"words":{}}');
    const known = await admitDevice(store.devices, dev);
    const headers = known.sign({ method: 'POST', url, body: payload });
    return (await fetch(url, { method: 'POST', headers, body: new Uint8Array(payload) })).status;
  };
  const fine = await start('one.sqlite', 0);
  expect(await openTray(fine)).toBe(201);
  const taken = await start('two.sqlite', Number(new URL(fine.address).port));
  expect(await openTray(taken)).toBe(404);
  expect((await fetch(`${taken.address}/health`)).status).toBe(200);
  expect(said).toEqual(['no papers from telephones: their address cannot be listened on']);
  await fine.close();
  await taken.close();
});
