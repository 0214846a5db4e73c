import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { openRig } from '../testing/rig.ts';

const aWhile = (ms: number): Promise<void> => new Promise((soon) => setTimeout(soon, ms));
const short = { connect: 300, headers: 250, body: 250, total: 60_000 };
const openSockets = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length;

test('a line that takes everything and answers nothing is given up in time, and its sockets go F21 @fault', async () => {
  const rig = await openRig();
  rig.proxy.treat({ up: { after: 0, by: 'silence' } });
  await rig.record(5);
  const before = openSockets();
  const sender = await rig.start({ waits: short, longestBackoffMs: 5 });
  while (sender.status().failures < 4) {
    await aWhile(20);
    expect(rig.proxy.open()).toBeLessThanOrEqual(2);
  }
  expect(sender.status().lastError).toMatch(/timeout/i);
  await rig.stop();
  await aWhile(100);
  expect(rig.proxy.open()).toBe(0);
  expect(openSockets()).toBeLessThanOrEqual(before);
  rig.proxy.treat({});
  await rig.start({ waits: short });
  await rig.drained();
  expect(await rig.oracle.faults()).toEqual([]);
});

test.each([
  ['whose other end has gone without a word between two pushes', (answer: number) => answer],
  ['that dies in the middle of an answer’s head', () => 20],
  ['that dies in the middle of an answer’s body', (answer: number) => answer - 5],
])('a connection %s is given up in time F21 @fault', async (_name, after) => {
  const rig = await openRig();
  await rig.record(1);
  await rig.start({ waits: short });
  await rig.drained();
  const answer = rig.proxy.passed.down;
  rig.proxy.treat((connection) => (connection === 0 ? { down: { after: after(answer), by: 'silence' } } : {}));
  for (let round = 0; round < 2; round += 1) {
    await rig.record(1);
    await rig.drained();
  }
  expect(rig.log.lines.some(({ level }) => level === 'warn')).toBe(true);
  expect(rig.proxy.open()).toBeLessThanOrEqual(1);
  expect(await rig.oracle.faults()).toEqual([]);
});

test('an answer that crawls in ends with the time for the whole push F21 @fault', async () => {
  const rig = await openRig();
  await rig.record(1);
  await rig.start({ waits: short });
  await rig.drained();
  await rig.stop();
  // Each byte comes in time for the next phase; all of it never does.
  rig.proxy.treat((connection) => (connection === 0 ? { rate: 100 } : {}));
  await rig.record(1);
  const began = performance.now();
  await rig.start({ waits: { ...short, headers: 60_000, body: 60_000, total: 1500 } });
  await rig.failed(1);
  expect(rig.sender().status().lastError).toBe('timeout');
  await rig.drained();
  expect(performance.now() - began).toBeGreaterThan(1500 * 0.9);
  expect(await rig.oracle.faults()).toEqual([]);
});

test('a hub whose machine drops the first packet is given up in time F21 @fault', async () => {
  // A listener that never accepts, its queue filled: the kernel drops what else comes.
  const program = `const s = require('net').createServer(); s.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    require('fs').writeSync(1, String(s.address().port)); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); });`;
  const deaf = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void deaf.kill('SIGKILL'));
  const [port] = (await once(deaf.stdout, 'data')) as [Buffer];
  const fillers = Array.from({ length: 4 }, () =>
    connect({ host: '127.0.0.1', port: Number(port) }).on('error', () => undefined),
  );
  onTestFinished(() => fillers.forEach((filler) => void filler.destroy()));
  await aWhile(100);
  const rig = await openRig();
  await rig.record(2);
  const sender = await rig.start({ waits: short, hub: { address: `http://127.0.0.1:${String(port)}` } });
  await rig.failed(2);
  expect(sender.status().lastError).toMatch(/timeout/i);
  await rig.start();
  await rig.drained();
  expect(await rig.oracle.faults()).toEqual([]);
});
