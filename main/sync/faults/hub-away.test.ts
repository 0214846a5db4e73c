import { expect, test } from 'vitest';
import { openRig } from '../testing/rig.ts';
import { virtualTime } from '../testing/virtual-time.ts';

const minute = 60_000;
const week = 7 * 24 * 60 * minute;

test('a hub that is down when the terminal starts gets everything when it comes F19 @fault', async () => {
  const rig = await openRig();
  await rig.hub.stop();
  await rig.proxy.refuse();
  await rig.record(5);
  const sender = await rig.start();
  await rig.failed(5);
  expect(sender.status().lastError).toBe('ECONNREFUSED');
  await rig.proxy.listen();
  await rig.failed(10);
  expect(await rig.pending()).toBe(5);
  await rig.hub.start();
  await rig.drained();
  expect(await rig.oracle.faults()).toEqual([]);
});

test('a hub that is away for seven days is asked as often as the schedule says, and then gets everything F19 @fault', async () => {
  const rig = await openRig({ beside: true });
  const time = virtualTime();
  await rig.proxy.refuse();
  await rig.record(20);
  const sender = await rig.start({ longestBackoffMs: 5 * minute, gatherMs: 2000 });
  const began = performance.now();
  const waits: number[] = [];
  while (performance.now() - began < week) waits.push(await time.nextAttempt(sender));
  expect(Math.max(...waits)).toBeLessThanOrEqual(5 * minute);
  // Full jitter under a cap of five minutes: two and a half minutes each, on average.
  const expected = week / (2.5 * minute);
  expect(sender.status().failures).toBe(waits.length);
  expect(waits.length).toBeGreaterThan(expected * 0.9);
  expect(waits.length).toBeLessThan(expected * 1.1);
  expect(await rig.pending()).toBe(20);
  expect(rig.log.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);

  // The healed line: no new fact and no restart, and within twice the cap (I5).
  await rig.proxy.listen();
  const healed = performance.now();
  while ((await rig.pending()) > 0) await time.nextAttempt(sender);
  expect(performance.now() - healed).toBeLessThanOrEqual(10 * minute);
  expect(await rig.oracle.faults()).toEqual([]);
}, 120_000);

test('facts that are recorded while the hub is away cost an attempt each at most F19 @fault', async () => {
  const rig = await openRig({ beside: true });
  const time = virtualTime();
  await rig.proxy.refuse();
  const sender = await rig.start({ longestBackoffMs: 5 * minute, gatherMs: 2000 });
  await time.settled(sender);
  const day = performance.now() + 8 * 60 * minute;
  let recorded = 0;
  while (performance.now() < day) {
    await rig.record(1);
    recorded += 1;
    const next = performance.now() + 8 * minute;
    while (performance.now() < next) await time.nextAttempt(sender);
  }
  const schedule = (8 * 60 * minute) / (2.5 * minute);
  expect(sender.status().failures).toBeLessThan(schedule * 1.3 + recorded);
});

test('a hub that is killed again and again under load has everything once, and nothing counted that it lost F05 F19 @fault', async () => {
  const rig = await openRig({ beside: true });
  await rig.start();
  for (let round = 0; round < 5; round += 1) {
    await Promise.all([rig.record(120), new Promise((soon) => setTimeout(soon, 10 + round * 7))]);
    await rig.hub.kill();
    await rig.record(5);
    await rig.hub.start();
  }
  await rig.drained(20_000);
  expect(await rig.oracle.faults()).toEqual([]);
  expect(await rig.hubFacts()).toHaveLength(625);
}, 60_000);
