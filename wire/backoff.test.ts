import { expect, test } from 'vitest';
import { backoffMs } from './backoff.ts';

test('waiting grows with failures to five minutes and is spread over the whole of it', () => {
  expect([0, 1, 5, 8, 9, 400].map((failures) => backoffMs(failures, 1))).toEqual([
    1000, 2000, 32_000, 256_000, 300_000, 300_000,
  ]);
  expect(backoffMs(9, 0)).toBe(0);
  expect(backoffMs(9, 0.5)).toBe(150_000);
});
