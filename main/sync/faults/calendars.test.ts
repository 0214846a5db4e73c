import { afterEach, expect, test } from 'vitest';
import { clockIn, dayAndMonthIn, today } from '../../../shared/day.ts';
import { openRig } from '../testing/rig.ts';

const zone = process.env.TZ;
afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

test('a time zone that is changed while a terminal runs changes no fact, no signature and no word on the glass F17 @fault', async () => {
  const rig = await openRig();
  const at = Date.UTC(2026, 11, 31, 17, 30);
  const seen = new Set<string>();
  for (const name of ['Asia/Ho_Chi_Minh', 'Pacific/Kiritimati', 'America/Los_Angeles', 'UTC']) {
    process.env.TZ = name;
    expect(new Date(at).getTimezoneOffset()).toBe(
      { 'Asia/Ho_Chi_Minh': -420, 'Pacific/Kiritimati': -840, UTC: 0 }[name] ?? 480,
    );
    seen.add([today(at), clockIn('vi', at), dayAndMonthIn('en', at)].join(' '));
    await rig.record(5);
    await rig.start();
    await rig.drained();
  }
  expect([...seen]).toEqual(['2027-01-01 00:30 1 Jan']);
  const times = (await rig.hubFacts()).map(({ line }) => (JSON.parse(line) as { t: number }).t);
  expect(Math.max(...times) - Math.min(...times)).toBeLessThan(60_000);
  expect(await rig.oracle.faults()).toEqual([]);
});

test('a second that comes twice, and a clock that is put back an hour, change no order and double nothing F17 @fault', async () => {
  const rig = await openRig();
  const started = Date.now();
  // As a kernel does it at a leap second: the last second of the day once more; then a wall clock set to winter time.
  const clocks = [0, 1000, 0, 1000, 2000, 2000 - 3_600_000].map((by) => () => started + by);
  for (const now of clocks) {
    await rig.record(3);
    await rig.start({ now });
    await rig.drained();
  }
  expect(await rig.hubFacts()).toHaveLength(3 * clocks.length);
  expect(await rig.oracle.faults()).toEqual([]);
});
