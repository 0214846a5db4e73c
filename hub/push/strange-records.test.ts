import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { chainNext, chainStart } from '../../db/chain.ts';
import { engines, freshPlace } from '../../db/testing/hub-places.ts';
import { admitDevice } from '../testing/test-device.ts';
import { startTestHub } from '../testing/test-hub.ts';

const visit = '0199f0c2-7a51-7c3e-8f2a-3d1b5a6c7d8e';
const name = 'Nguyễn Thị Ngọc Hường, phường Cửa Nam';
const rated = (body: object, more: object = {}): object => ({
  rid: randomUUID(),
  kind: 'visit.rated',
  v: 1,
  body,
  ...more,
});
const ok = rated({ visit, rating: 5 });
const text = (value: unknown): Buffer => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));

/** Each with whether this version of the hub can use it. */
const records: [what: string, line: Buffer, isUsed: boolean][] = [
  ['an ordinary fact', text(ok), true],
  ['a kind that is not known yet', text({ ...ok, kind: 'from.tomorrow' }), false],
  ['a newer version of a kind, with a field more', text(rated({ visit, rating: 5, why: 'slow' }, { v: 2 })), false],
  ['a newer version of a kind that reads as before', text(rated({ visit, rating: 5 }, { v: 2 })), true],
  ['a field of a wrong type', text(rated({ visit, rating: 'five' })), false],
  [
    'a word that is not in the list',
    text({ ...ok, kind: 'device.health', body: { event: 'exploded', version: '1' } }),
    false,
  ],
  ['a text as long as a line may be', text(rated({ visit, rating: 5, note: 'ữ'.repeat(20_000) })), false],
  ['an escaped NUL', text(JSON.stringify(rated({ visit, rating: 5, note: 'a\0b' }))), false],
  ['a NUL as it is', text('{"kind":"visit.rated","body":"a\0b"}'), false],
  ['half of a surrogate pair', text('{"kind":"visit.rated","body":{"rating":5,"note":"\\ud83d"}}'), false],
  [
    'bytes that are no UTF-8',
    Buffer.concat([text('{"kind":"x","body":"'), Buffer.from([0xff, 0xc0]), text('"}')]),
    false,
  ],
  ['nothing', Buffer.alloc(0), false],
  [
    `Vietnamese in whole letters`,
    text({ ...ok, kind: 'audit', body: { event: 'content-accepted', version: name.normalize('NFC').slice(0, 20) } }),
    true,
  ],
  [
    `Vietnamese in letters and marks`,
    text({ ...ok, kind: 'audit', body: { event: 'content-accepted', version: name.normalize('NFD').slice(0, 20) } }),
    true,
  ],
];

describe.each(engines)('records of every kind in one push to a hub on %s', (engine) => {
  test('are confirmed, kept byte for byte, used or kept apart, and hold up nothing that follows F40 @fault', async () => {
    const hub = await startTestHub(await freshPlace(engine));
    const { dev, sign } = await admitDevice(hub.store.devices, 'kODD01');
    const stream = 'abcdefghijkl2';
    const lines = [...records.map(([, line]) => line), text(ok)];
    const previous = chainStart(dev, stream);
    const head = { p: 1, dev, s: stream, from: 1, n: lines.length, acked: 0, q: { pend: 0 } };
    const tip = lines.reduce(chainNext, previous).toString('hex');
    const packed = [text({ ...head, prev: previous.toString('hex'), tip }), ...lines];
    const body = gzipSync(Buffer.concat(packed.flatMap((line) => [line, text('\n')])));
    const url = `${hub.address}/v1/push`;
    const headers = { 'Content-Encoding': 'gzip', ...sign({ method: 'POST', url, body }) };
    const answer = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body) });
    expect(answer.status).toBe(200);
    const kept = records.flatMap(([, , isUsed], index) => (isUsed ? [] : [index + 1]));
    expect(await answer.json()).toMatchObject({ have: { upto: lines.length, tip }, quar: kept });
    // The chain over what lies in the database is the one over what was sent: byte for byte.
    expect((await hub.store.verify()).faults).toEqual([]);
    const facts = await hub.store.landing.all(100);
    expect(facts.map(({ line }) => line)).toEqual(lines.map((line) => line.toString('utf8')));

    const read = await fetch(`${hub.address}/facts.json`, { headers: { Authorization: `Bearer ${hub.readKey}` } });
    const shown = ((await read.json()) as { facts: { seq: number; body: { version?: string } | null }[] }).facts;
    const bySeq = new Map(shown.map(({ seq, body: said }) => [seq, said]));
    expect([...bySeq.keys()]).toHaveLength(lines.length);
    for (const [index, [what, line, isUsed]] of records.entries()) {
      const expected = isUsed ? (JSON.parse(line.toString('utf8')) as { body: unknown }).body : null;
      expect([what, bySeq.get(index + 1)]).toEqual([what, expected]);
    }
    const page = await fetch(`${hub.address}/facts?key=${hub.readKey}`, { redirect: 'manual' });
    expect(page.status).toBe(303);
    await hub.close();
  });
});
