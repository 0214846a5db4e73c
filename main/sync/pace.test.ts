import { expect, test } from 'vitest';
import { openPace } from './pace.ts';

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
