import { describe, expect, test } from 'vitest';
import { answerOf } from '../testing/http-messages.ts';
import { openRig } from '../testing/rig.ts';
import { virtualTime } from '../testing/virtual-time.ts';

const aWhile = (ms: number): Promise<void> => new Promise((soon) => setTimeout(soon, ms));
const json = { 'Content-Type': 'application/json' };
const html = { 'Content-Type': 'text/html' };
const minute = 60_000;
const hour = 60 * minute;

describe('somebody else who answers in the hub’s place', () => {
  test.each([
    ['a page with 200', answerOf(200, { headers: html, body: '<h1>Chào mừng! Vui lòng đăng nhập</h1>' })],
    ['a page with 200 that calls itself JSON', answerOf(200, { headers: json, body: '<h1>Welcome</h1>' })],
    ['JSON of its own', answerOf(200, { headers: json, body: '{"ok":true}' })],
    ['200 and nothing', answerOf(200)],
    ['204', answerOf(204)],
    ['a redirect', answerOf(302, { headers: { Location: 'http://login.invalid/' } })],
    ['a redirect that keeps the method', answerOf(307, { headers: { Location: '/elsewhere' } })],
    ['511', answerOf(511, { headers: html, body: '<h1>Network Authentication Required</h1>' })],
    ['a page without end', answerOf(200, { headers: html, body: 'x'.repeat(1_000_000) })],
    ['bytes that are no HTTP', Buffer.from('SSH-2.0-OpenSSH_9.2p1\r\n\u0000\u0001\u0002')],
  ])(
    'gives %s: nothing counts as sent, and it is no longer asked than any other failure F27 @fault',
    async (_name, said) => {
      const rig = await openRig();
      const paths = new Set<string>();
      rig.proxy.treat({
        answer(request) {
          paths.add(request.toString('latin1').split('\r\n')[0] ?? '');
          return said;
        },
      });
      await rig.record(4);
      await rig.start();
      await rig.failed(3);
      expect(await rig.pending()).toBe(4);
      expect([...paths]).toEqual(['POST /v1/push HTTP/1.1']);
      rig.proxy.treat({});
      await rig.drained();
      expect(await rig.oracle.faults()).toEqual([]);
    },
  );
});

describe('a hub that fails', () => {
  test('with 500 for ever is asked by the schedule, up to every five minutes F28 @fault', async () => {
    const rig = await openRig();
    const time = virtualTime();
    rig.proxy.treat({ answer: () => answerOf(500) });
    await rig.record(3);
    const sender = await rig.start({ longestBackoffMs: 5 * minute });
    await time.nextAttempt(sender);
    const waits: number[] = [];
    for (let attempt = 0; attempt < 200; attempt += 1) waits.push(await time.nextAttempt(sender));
    const late = waits.slice(10);
    for (const [failures, wait] of waits.entries())
      expect(wait).toBeLessThanOrEqual(Math.min(5 * minute, 1000 * 2 ** failures) + 1);
    expect(late.reduce((sum, wait) => sum + wait, 0) / late.length).toBeGreaterThan(2 * minute);
    expect(await rig.pending()).toBe(3);
  });

  test('with 500 every third time still gets everything F28 @fault', async () => {
    const rig = await openRig();
    rig.proxy.treat((connection) => ({
      single: true,
      ...(connection % 3 === 0 ? { answer: () => answerOf(500) } : {}),
    }));
    await rig.start();
    for (let round = 0; round < 20; round += 1) {
      await rig.record(4);
      await rig.drained();
    }
    expect(await rig.oracle.faults()).toEqual([]);
  });

  test('behind a gateway that says 502 in HTML, and 504 in nothing, gets everything afterwards F28 @fault', async () => {
    const rig = await openRig();
    const said = [answerOf(502, { headers: html, body: '<html>Bad Gateway</html>' }), answerOf(504)];
    rig.proxy.treat((connection) => ({ answer: () => said[connection] ?? null }));
    await rig.record(4);
    await rig.start();
    await rig.drained();
    expect(await rig.oracle.faults()).toEqual([]);
  });

  test.each([
    ['seconds', () => '120', 2 * minute],
    ['a date', (now: number) => new Date(now + 2 * minute).toUTCString(), 2 * minute],
    ['an absurd number', () => '1000000000', hour],
    ['an absurd date', () => 'Fri, 31 Dec 9999 23:59:59 GMT', hour],
    ['a negative number', () => '-5', 0],
    ['a date that is over', () => 'Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['nonsense', () => 'in a while', 0],
    ['nothing', () => null, 0],
  ])(
    'with 503 and Retry-After as %s is asked again after that time, an hour at most F28 @fault',
    async (_name, header, ms) => {
      const rig = await openRig();
      const time = virtualTime();
      rig.proxy.treat({
        answer() {
          const retryAfter = header(Date.now());
          return answerOf(503, { headers: retryAfter === null ? {} : { 'Retry-After': retryAfter } });
        },
      });
      await rig.record(3);
      const sender = await rig.start({ longestBackoffMs: 5 * minute });
      await time.nextAttempt(sender);
      for (let attempt = 0; attempt < 3; attempt += 1) {
        // A new fact and a nudge do not make it sooner.
        await rig.record(1);
        sender.wake();
        const waited = await time.nextAttempt(sender);
        // A date has whole seconds.
        expect(waited).toBeGreaterThanOrEqual(ms - 1001);
        expect(waited).toBeLessThanOrEqual(ms * 1.2 + 1000 * 2 ** (attempt + 1));
      }
      expect(await rig.pending()).toBe(6);
    },
  );
});

test('nothing is dropped, marked or moved for any status from 100 to 599 F29 @fault', async () => {
  const rig = await openRig();
  await rig.record(3);
  for (let status = 100; status < 600; status += 1) {
    for (const body of status % 50 === 9 ? ['', '{"error":"gap"}'] : ['{"ok":true}']) {
      rig.proxy.treat({ answer: () => answerOf(status, { headers: json, body }) });
      const sender = await rig.start();
      while (sender.status().failures === 0) await aWhile(1);
      const { armed, busy } = sender.status();
      expect({ status, pending: await rig.pending(), moving: armed || busy }).toEqual({
        status,
        pending: 3,
        moving: true,
      });
    }
  }
  await rig.stop();
  rig.proxy.treat({});
  await rig.start();
  await rig.drained();
  expect(await rig.oracle.faults()).toEqual([]);
}, 60_000);

test.each([401, 403, 404, 410, 426])(
  'a hub that refuses with %i is asked again after a quarter of an hour, whatever is recorded F29 @fault',
  async (status) => {
    const rig = await openRig();
    const time = virtualTime();
    rig.proxy.treat({ answer: () => answerOf(status, { headers: json, body: '{"error":"no"}' }) });
    await rig.record(1);
    const sender = await rig.start();
    await time.nextAttempt(sender);
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await rig.record(1);
      expect(await time.nextAttempt(sender)).toBeGreaterThanOrEqual(15 * minute - 1);
    }
    expect(await rig.pending()).toBe(4);
  },
);

test.each([1000, 2500, 8000])('everything passes a gateway that takes %i bytes at most F29 @fault', async (most) => {
  const rig = await openRig();
  let refused = 0;
  rig.proxy.treat({
    answer(request) {
      if (request.length - request.indexOf('\r\n\r\n') - 4 <= most) return null;
      refused += 1;
      return answerOf(413, { headers: html, body: '<h1>Request Entity Too Large</h1>' });
    },
  });
  await rig.record(600);
  await rig.start({ longestBackoffMs: 10 });
  await rig.drained(20_000);
  expect(refused).toBeGreaterThan(0);
  expect(await rig.oracle.faults()).toEqual([]);
});
