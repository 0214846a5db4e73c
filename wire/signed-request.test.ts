import { describe, expect, test } from 'vitest';
import { fingerprintOf, newSigningKey } from './keys.ts';
import { receiptHolds, signReceipt } from './receipt.ts';
import { type Said, signatureHeaders, verifyRequest } from './signed-request.ts';

const key = newSigningKey();
const at = Date.parse('2026-11-25T03:00:00Z');
const said: Said = { method: 'POST', url: 'https://hub.example:8420/v1/push', body: Buffer.from('bytes') };
const lower = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
const headers = lower(signatureHeaders(said, { key, keyId: 'k1/1', at }));
const check = (
  what: Said,
  given: Record<string, string> = headers,
  { fresh = at, known = key }: { fresh?: number | null; known?: typeof key | null } = {},
) => verifyRequest(what, given, { keyFor: () => known?.publicBytes ?? null, fresh });

describe('a signed request', () => {
  test('holds as it was signed, for five minutes, and without a limit where it is passed on', async () => {
    expect(await check(said)).toEqual({ ok: true, value: { keyId: 'k1/1', at } });
    expect(await check(said, headers, { fresh: at + 299_000 })).toMatchObject({ ok: true });
    expect(await check(said, headers, { fresh: at - 299_000 })).toMatchObject({ ok: true });
    expect(await check(said, headers, { fresh: Date.parse('1970-01-02') })).toEqual({ ok: false, error: 'skew' });
    expect(await check(said, headers, { fresh: at + 301_000 })).toEqual({ ok: false, error: 'skew' });
    expect(await check(said, headers, { fresh: at - 301_000 })).toEqual({ ok: false, error: 'skew' });
    expect(await check(said, headers, { fresh: null })).toMatchObject({ ok: true });
  });

  test('of a clock that is ahead of this machine’s holds as well, and is told so when it is too far F16 @fault', async () => {
    const [now, year] = [Date.now(), 365 * 24 * 3_600_000];
    for (const [ahead, outcome] of [
      [1000, { ok: true }],
      [299_000, { ok: true }],
      [302_000, { ok: false, error: 'skew' }],
      [year, { ok: false, error: 'skew' }],
    ] as const) {
      const given = lower(signatureHeaders(said, { key, keyId: 'k1/1', at: now + ahead }));
      expect(await check(said, given, { fresh: now })).toMatchObject(outcome);
    }
  });

  test.each<[string, Said, Record<string, string>, string]>([
    ['another path', { ...said, url: 'https://hub.example:8420/v1/enrol' }, headers, 'wrong'],
    ['another question', { ...said, url: `${said.url}?scope=devices` }, headers, 'wrong'],
    ['another hub', { ...said, url: 'https://other.example:8420/v1/push' }, headers, 'wrong'],
    ['another method', { ...said, method: 'PUT' }, headers, 'wrong'],
    ['another body', { ...said, body: Buffer.from('other') }, headers, 'digest'],
    ['no signature', said, { 'content-digest': headers['content-digest'] ?? '' }, 'missing'],
    ['a signature of nothing', said, { ...headers, 'signature-input': 'sig1=()', signature: 'sig1=:AAAA:' }, 'wrong'],
    ['rubbish', said, { ...headers, 'signature-input': '"', signature: ',,' }, 'wrong'],
  ])('does not hold for %s F42 @fault', async (_what, what, given, error) => {
    expect(await check(what, given)).toEqual({ ok: false, error });
  });

  test('a signature over less than is asked for does not hold F42 @fault', async () => {
    const less = { ...headers, 'signature-input': (headers['signature-input'] ?? '').replace(' "@authority"', '') };
    expect(await check(said, less)).toMatchObject({ ok: false });
  });

  test('does not hold under a key that is not known, or another one F42 @fault', async () => {
    expect(await check(said, headers, { known: null })).toEqual({ ok: false, error: 'unknown-key' });
    expect(await check(said, headers, { known: newSigningKey() })).toEqual({ ok: false, error: 'wrong' });
  });
});

test('where keys cannot be looked up it is the hub that fails, not the signature F37 @fault', async () => {
  const keyFor = () => Promise.reject(new Error('no database'));
  await expect(verifyRequest(said, headers, { keyFor, fresh: at })).rejects.toThrow('no database');
});

test('a receipt holds for what it was signed for, and for nothing else', () => {
  const receipt = { dev: 'k1', stream: 'abcdefghijklm', upto: 7, tip: 'a'.repeat(64), at };
  const signature = signReceipt(receipt, key);
  expect(receiptHolds(receipt, signature, key.publicBytes)).toBe(true);
  expect(receiptHolds({ ...receipt, upto: 8 }, signature, key.publicBytes)).toBe(false);
  expect(receiptHolds(receipt, signature, newSigningKey().publicBytes)).toBe(false);
});

test('a fingerprint is six digits, the same for the same key', () => {
  expect(fingerprintOf(key.publicBytes)).toMatch(/^\d{6}$/);
  expect(fingerprintOf(key.publicBytes)).toBe(fingerprintOf(Buffer.from(key.publicBytes)));
});
