import { describe, expect, test } from 'vitest';
import { decide } from './answer.ts';
import type { PushOutcome } from './outcome.ts';

const stream = 'abcdefghijklm';
const tip = 'a'.repeat(64);
const now = Date.parse('2026-11-24T03:00:00Z');

function answer(
  status: number,
  body: unknown,
  more: Partial<Extract<PushOutcome, { got: 'answer' }>> = {},
): PushOutcome {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    got: 'answer',
    status,
    contentType: 'application/json; charset=utf-8',
    retryAfter: null,
    body: text,
    tookMs: 20,
    sent: now,
    received: now,
    ...more,
  };
}
const valid = {
  p: 1,
  hub: 'hall',
  have: { s: stream, upto: 7, tip },
  quar: [],
  t: now,
  next_ms: 15_000,
  lim: { rec: 500, kb: 256 },
  rcpt: '',
};
const judge = (outcome: PushOutcome) => decide(outcome, { dev: 'kONE', stream, hubKey: null }, now);

describe('an answer of the hub', () => {
  test('counts as delivered only when it is a 200 in our own words about our stream', () => {
    expect(judge(answer(200, valid))).toMatchObject({ next: 'acknowledge', have: { upto: 7 }, quick: true });
    const impostors = [
      answer(200, '<html>Welcome to the guest network</html>', { contentType: 'text/html' }),
      answer(200, valid, { contentType: 'text/plain' }),
      answer(200, { ok: true }),
      answer(200, '{"p":1,'),
      answer(200, { ...valid, have: { ...valid.have, s: 'zzzzzzzzzzzzz' } }),
      answer(201, valid),
      answer(204, ''),
      answer(302, ''),
    ];
    for (const impostor of impostors)
      expect(judge(impostor)).toMatchObject({ next: 'retry', why: 'impostor', smaller: false });
  });

  test('of any other status marks nothing as sent and drops nothing', () => {
    for (let status = 100; status < 600; status += 1) {
      if (status === 200) continue;
      for (const body of [valid, { error: 'gap' }, 'nonsense']) {
        expect(['retry', 'wait']).toContain(judge(answer(status, body)).next);
      }
    }
  });

  test('about a gap rewinds, about a fork begins a new stream', () => {
    expect(judge(answer(409, { error: 'gap', have: valid.have }))).toMatchObject({ next: 'rewind', have: { upto: 7 } });
    expect(judge(answer(409, { error: 'fork', have: valid.have }))).toMatchObject({ next: 'fork' });
    expect(judge(answer(409, { error: 'gap', have: { ...valid.have, s: 'zzzzzzzzzzzzz' } }))).toMatchObject({
      next: 'retry',
    });
  });

  test('that is too slow or says too large makes the next batch smaller', () => {
    expect(judge({ got: 'timeout' })).toMatchObject({ next: 'retry', smaller: true });
    expect(judge(answer(413, {}))).toMatchObject({ next: 'retry', smaller: true });
    expect(judge(answer(500, {}))).toMatchObject({ next: 'retry', smaller: false });
    expect(judge({ got: 'nothing', reason: 'ECONNREFUSED' })).toEqual({
      next: 'retry',
      why: 'ECONNREFUSED',
      smaller: false,
    });
  });

  test('that refuses us is asked again after a quarter of an hour', () => {
    for (const status of [401, 403, 404, 410, 426])
      expect(judge(answer(status, {}))).toMatchObject({ next: 'wait', ms: 900_000 });
  });

  test.each([
    ['30', 30_000],
    [' 5 ', 5000],
    ['Tue, 24 Nov 2026 03:01:00 GMT', 60_000],
    ['Tue, 24 Nov 2026 02:00:00 GMT', 0],
    ['1000000000', 3_600_000],
    ['-5', 0],
    ['soon', 0],
    [null, 0],
  ])('with Retry-After %s waits so long, an hour at most', (retryAfter, ms) => {
    expect(judge(answer(503, {}, { retryAfter }))).toEqual({ next: 'wait', why: 'status 503', ms });
    expect(judge(answer(429, {}, { retryAfter }))).toMatchObject({ next: 'wait', ms });
  });
});
