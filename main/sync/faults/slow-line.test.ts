import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openRig } from '../testing/rig.ts';

const bytesPerSecond = 8000;

test('a line of 64 kbit/s and 300 ms there and back, on which one push in twenty is cut off, brings a backlog through F26 @fault', async () => {
  const rig = await openRig({ seed: 26 });
  rig.proxy.treat((_connection, random) => ({
    rate: bytesPerSecond,
    latencyMs: 150,
    single: true,
    ...(random() < 0.05 ? { up: { after: Math.floor(random() * 10_000), by: 'reset' } } : {}),
  }));
  await rig.record(1200);
  const began = performance.now();
  await rig.start({ longestBackoffMs: 1000 });
  await rig.drained(60_000);
  const seconds = (performance.now() - began) / 1000;
  expect(await rig.oracle.faults()).toEqual([]);
  const payload = gzipSync((await rig.hubFacts()).map(({ line }) => line).join('\n')).length;
  const { up, requests } = rig.proxy.passed;
  const use = payload / (seconds * bytesPerSecond);
  console.log(
    `F26: 1200 facts in ${seconds.toFixed(1)} s, ${requests} pushes, ${(up / 1200).toFixed(0)} bytes up a fact, link use ${(use * 100).toFixed(0)} %`,
  );
  expect(use).toBeGreaterThan(0.4);
}, 90_000);
