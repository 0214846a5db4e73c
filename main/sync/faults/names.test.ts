import { execFileSync } from 'node:child_process';
import { close, closeSync, constants, open, openSync } from 'node:fs';
import type { LookupFunction } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../db/testing/temporary.ts';
import { type Ask, oneLookup } from '../../../wire/one-lookup.ts';
import { openRig, type Rig } from '../testing/rig.ts';

const aWhile = (ms: number): Promise<void> => new Promise((soon) => setTimeout(soon, ms));
const loopback = [{ address: '127.0.0.1', family: 4 }];
const named = (rig: Rig): string => rig.proxy.address.replace('127.0.0.1', 'hub.hall.invalid');
const failing =
  (code: string): Ask =>
  (hostname, _options, done) =>
    done(Object.assign(new Error(`getaddrinfo ${code} ${hostname}`), { code }), []);

const resolvers: [name: string, ask: Ask, said: RegExp][] = [
  ['a name that nobody knows', failing('ENOTFOUND'), /ENOTFOUND/],
  ['a resolver that fails', failing('EAI_AGAIN'), /EAI_AGAIN/],
  ['a wrong address', (_name, _options, done) => done(null, [{ address: '127.0.0.77', family: 4 }]), /ECONNREFUSED/],
  ['an answer without addresses', (_name, _options, done) => done(null, []), /ENOTFOUND/],
];

test.each(resolvers)('%s costs attempts and nothing else F30 @fault', async (_name, ask, said) => {
  const rig = await openRig();
  let heals = false;
  const lookup = oneLookup((hostname, options, done) => (heals ? done(null, loopback) : ask(hostname, options, done)));
  await rig.record(4);
  const sender = await rig.start({ lookup, hub: { address: named(rig) } });
  await rig.failed(4);
  expect(sender.status().lastError).toMatch(said);
  expect(await rig.pending()).toBe(4);
  heals = true;
  await rig.drained();
  expect(await rig.oracle.faults()).toEqual([]);
});

test('a name that comes and goes lets everything through F30 @fault', async () => {
  const rig = await openRig();
  rig.proxy.treat({ single: true });
  let asked = 0;
  const lookup = oneLookup((hostname, options, done) => {
    asked += 1;
    if (asked % 2 === 0) failing('ENOTFOUND')(hostname, options, done);
    else setTimeout(() => done(null, loopback), 5);
  });
  await rig.start({ lookup, hub: { address: named(rig) } });
  for (let round = 0; round < 10; round += 1) {
    await rig.record(3);
    await rig.drained();
  }
  expect(asked).toBeGreaterThan(10);
  expect(await rig.oracle.faults()).toEqual([]);
});

test('a resolver that answers after the connection was given up is not asked again meanwhile F30 @fault', async () => {
  const rig = await openRig();
  const questions: Parameters<Ask>[2][] = [];
  const lookup = oneLookup((_hostname, _options, done) => questions.push(done));
  await rig.record(4);
  const sender = await rig.start({ lookup, hub: { address: named(rig) }, waits: { connect: 100 } });
  await rig.failed(4);
  expect(sender.status().lastError).toMatch(/timeout/i);
  expect(questions).toHaveLength(1);
  questions[0]?.(null, loopback);
  const late = setInterval(() => questions.at(-1)?.(null, loopback), 10);
  await rig.drained();
  clearInterval(late);
  expect(await rig.oracle.faults()).toEqual([]);
});

/**
 * A look-up that blocks a thread of libuv's pool as getaddrinfo does with a dead resolver: it opens a pipe that nobody
 * writes to. `release` lets all of them end.
 */
function hangingResolver() {
  const pipe = join(temporaryFolder(), 'resolver');
  execFileSync('mkfifo', [pipe]);
  let hanging = 0;
  const ask: Ask = (hostname, options, done) => {
    hanging += 1;
    open(pipe, 'r', (error, descriptor) => {
      hanging -= 1;
      if (error === null) close(descriptor);
      failing('EAI_AGAIN')(hostname, options, done);
    });
  };
  async function release(): Promise<void> {
    while (hanging > 0) {
      const end = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
      await aWhile(10);
      closeSync(end);
    }
  }
  return { ask, release, hanging: () => hanging };
}

/** The time that record() takes, ms: half of the calls, and 99 of 100. */
async function recordTimes(rig: Rig, calls: number) {
  const times: number[] = [];
  for (let call = 0; call < calls; call += 1) {
    const began = performance.now();
    await rig.record(1);
    times.push(performance.now() - began);
  }
  times.sort((one, other) => one - other);
  return { median: times[Math.floor(calls / 2)] ?? 0, p99: times[Math.floor(calls * 0.99)] ?? 0 };
}

test('a resolver that hangs does not hold up what is recorded, because it is asked once F30 I6 @fault', async () => {
  const rig = await openRig();
  await rig.proxy.refuse();
  await rig.start();
  await recordTimes(rig, 50);
  const without = await recordTimes(rig, 300);
  const { ask, release, hanging } = hangingResolver();
  onTestFinished(release);
  await rig.start({ lookup: oneLookup(ask), hub: { address: named(rig) }, waits: { connect: 30 } });
  await rig.failed(5);
  expect(hanging()).toBe(1);
  const during = await recordTimes(rig, 300);
  const shown = ({ median, p99 }: typeof during): string => `${median.toFixed(1)} and ${p99.toFixed(1)} ms`;
  console.log(
    `F30: record() takes (median and p99) ${shown(without)} without a hanging resolver, ${shown(during)} with one`,
  );
  expect(during.median).toBeLessThan(without.median * 1.5 + 2);
  expect(during.p99).toBeLessThan(without.p99 * 2 + 50);
  await release();
}, 60_000);

test('the same resolver, asked anew by each attempt, stops recording: what the one question is for F30 @fault', async () => {
  const rig = await openRig();
  await rig.record(1);
  const { ask, release, hanging } = hangingResolver();
  onTestFinished(release);
  const asMany: LookupFunction = (hostname, options, done) =>
    ask(hostname, { ...options, all: true }, (error, found) => done(error, found));
  await rig.start({ lookup: asMany, hub: { address: named(rig) }, waits: { connect: 30 } });
  while (hanging() < Number(process.env.UV_THREADPOOL_SIZE ?? 4)) await aWhile(10);
  let isRecorded = false;
  const recording = rig.record(1).then(() => {
    isRecorded = true;
  });
  await promisify(setTimeout)(500);
  expect(isRecorded).toBe(false);
  // No new question from here on, else they would take the threads again as soon as they are free.
  const stopped = rig.stop();
  await release();
  await Promise.all([recording, stopped]);
}, 30_000);
