import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../db/testing/temporary.ts';
import { seeded } from '../../../tools/simulate/random.ts';
import { type ChaosProxy, openChaosProxy } from '../testing/chaos-proxy.ts';
import { openRig, type Rig } from '../testing/rig.ts';

const aWhile = (ms: number): Promise<void> => new Promise((soon) => setTimeout(soon, ms));

/** A terminal beside, over a line of its own to the rig's hub. */
async function terminalBeside(rig: Rig) {
  const proxy = await openChaosProxy({ port: Number(new URL(rig.hub.address).port) });
  onTestFinished(() => proxy.close());
  const folder = temporaryFolder();
  return {
    proxy,
    /** Records so many facts, then sends; settles when it has begun to, or was killed after so many ms before that. */
    async run(facts: number, { code = '', longestBackoffMs = 1000, diesAfterMs = 0 } = {}): Promise<ChildProcess> {
      const program = join(import.meta.dirname, '../testing/send-beside.ts');
      const args = [program, folder, proxy.address, code, String(facts), String(longestBackoffMs)];
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      onTestFinished(() => void child.kill('SIGKILL'));
      if (diesAfterMs > 0) setTimeout(() => child.kill('SIGKILL'), diesAfterMs);
      let rest = '';
      await new Promise<void>((begun) => {
        child.once('exit', () => begun());
        child.stdout.on('data', (chunk) => {
          const lines = `${rest}${chunk}`.split('\n');
          rest = lines.pop() ?? '';
          for (const line of lines) {
            if (line === 'sending') return begun();
            const { dev, rid, seq }: { dev: string; rid: string; seq: number } = JSON.parse(line);
            rig.oracle.note(dev, { rid, seq });
          }
        });
      });
      return child;
    },
  };
}

const isOver = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

async function killed(child: ChildProcess): Promise<void> {
  if (isOver(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

async function allThere(rig: Rig, count: number): Promise<void> {
  await expect.poll(async () => (await rig.hubFacts()).length, { timeout: 15_000 }).toBe(count);
}

const isLong = process.env.TIEP_DAN_LONG === '1';

const requests = ({ passed }: ChaosProxy): number => passed.requests;

test('a terminal that is killed after it sent, before the answer is there, sends again and has everything once F02 @fault', async () => {
  const rig = await openRig();
  const { proxy, run } = await terminalBeside(rig);
  await killed(await run(0, { code: await rig.hub.code() }));
  for (let round = 1; round <= 4; round += 1) {
    // The push comes through and is committed; of its answer nothing, or the first bytes, come back.
    proxy.treat({ down: { after: round === 1 ? 0 : round * 40, by: 'silence' } });
    const child = await run(5);
    await expect.poll(async () => (await rig.hubFacts()).length, { timeout: 10_000 }).toBe(round * 5);
    await killed(child);
  }
  proxy.treat({});
  await run(1);
  await allThere(rig, 21);
  expect(await rig.oracle.faults()).toEqual([]);
}, 60_000);

test('a terminal that is killed while it keeps what the answer said has everything once F03 @fault', async () => {
  const rig = await openRig();
  const { proxy, run } = await terminalBeside(rig);
  await killed(await run(0, { code: await rig.hub.code() }));
  for (let round = 0; round < 8; round += 1) {
    const before = proxy.passed.down;
    const child = await run(3);
    // From the answer's first bytes on, a little later in each round: before, in and after the terminal's own commit.
    while (proxy.passed.down === before) await aWhile(1);
    await aWhile(round * 2);
    await killed(child);
  }
  await run(1);
  await allThere(rig, 25);
  expect(await rig.oracle.faults()).toEqual([]);
}, 60_000);

test('a terminal that slept while the hub came back tries at once when it wakes, and once F18 @fault', async () => {
  const rig = await openRig();
  const { proxy, run } = await terminalBeside(rig);
  await killed(await run(0, { code: await rig.hub.code() }));
  await proxy.refuse();
  const child = await run(10, { longestBackoffMs: 3500 });
  await aWhile(1500);
  child.kill('SIGSTOP');
  await proxy.listen();
  // Longer than any of its waits: all of them are over when it wakes.
  await aWhile(4000);
  const before = requests(proxy);
  const woke = performance.now();
  child.kill('SIGCONT');
  await expect.poll(async () => (await rig.hubFacts()).length, { timeout: 1500, interval: 20 }).toBe(10);
  expect(performance.now() - woke).toBeLessThan(1500);
  await aWhile(2000);
  expect(requests(proxy) - before).toBe(1);
  expect(await rig.oracle.faults()).toEqual([]);
}, 60_000);

test('a terminal that slept in the middle of a push has everything once, with one more push at most F18 @fault', async () => {
  const rig = await openRig();
  const { proxy, run } = await terminalBeside(rig);
  await killed(await run(0, { code: await rig.hub.code() }));
  proxy.treat({ latencyMs: 300 });
  const before = requests(proxy);
  const child = await run(10);
  while (requests(proxy) === before) await aWhile(1);
  child.kill('SIGSTOP');
  await aWhile(3000);
  child.kill('SIGCONT');
  await allThere(rig, 10);
  expect(await rig.oracle.faults()).toEqual([]);
  await aWhile(1500);
  expect(requests(proxy) - before).toBeLessThanOrEqual(2);
}, 60_000);

test(
  'a terminal and a hub that are both killed at random under load have everything that was promised, once F06 @fault',
  async () => {
    const rig = await openRig({ beside: true });
    const { run } = await terminalBeside(rig);
    await killed(await run(0, { code: await rig.hub.code() }));
    const random = seeded(6);
    const until = Date.now() + (isLong ? 600_000 : 12_000);
    const longest = isLong ? 5000 : 2000;
    const hubDies = async (): Promise<void> => {
      while (Date.now() < until) {
        await aWhile(random() * longest);
        await rig.hub.kill();
        await rig.hub.start();
      }
    };
    const terminalDies = async (): Promise<void> => {
      while (Date.now() < until) {
        const child = await run(200, { diesAfterMs: 500 + random() * longest });
        while (!isOver(child)) await aWhile(10);
      }
    };
    await Promise.all([hubDies(), terminalDies()]);
    await run(1);
    expect(rig.oracle.recorded()).toBeGreaterThan(isLong ? 2000 : 20);
    // What was in the making when it was killed may be there or not; nobody was promised it.
    const broken = async (): Promise<string[]> =>
      (await rig.oracle.faults()).filter((fault) => !fault.endsWith('was never recorded'));
    await expect.poll(broken, { timeout: 30_000, interval: 250 }).toEqual([]);
  },
  isLong ? 700_000 : 90_000,
);
