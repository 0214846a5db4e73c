import { expect, test } from 'vitest';
import { backoffMs, openPace } from './pace.ts';

test('quick answers double the batch up to what the hub takes, refusals halve it down to one record', () => {
  const pace = openPace();
  expect(pace.limit().records).toBe(100);
  for (let count = 0; count < 5; count += 1) pace.grow({ records: 500, bytes: 262_144 });
  expect(pace.limit()).toEqual({ records: 500, bytes: 262_144 });
  for (let count = 0; count < 12; count += 1) pace.shrink();
  expect(pace.limit()).toEqual({ records: 1, bytes: 1024 });
  pace.grow({ records: 500, bytes: 262_144 });
  expect(pace.limit()).toEqual({ records: 2, bytes: 2048 });
});

test('waiting grows with failures to five minutes and is spread over the whole of it', () => {
  expect([0, 1, 5, 8, 9, 400].map((failures) => backoffMs(failures, 1))).toEqual([
    1000, 2000, 32_000, 256_000, 300_000, 300_000,
  ]);
  expect(backoffMs(9, 0)).toBe(0);
  expect(backoffMs(9, 0.5)).toBe(150_000);
});
