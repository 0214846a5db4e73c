import { expect, test } from 'vitest';
import { openRig } from '../testing/rig.ts';

const aWhile = (ms: number): Promise<void> => new Promise((soon) => setTimeout(soon, ms));

test('an answer that is lost after the hub’s commit leads to exactly one of each fact F22 @fault', async () => {
  const rig = await openRig();
  rig.proxy.treat((connection) => (connection < 3 ? { down: { after: 0, by: 'reset' } } : {}));
  await rig.record(7);
  await rig.start();
  await rig.drained();
  expect(rig.proxy.passed.requests).toBeGreaterThanOrEqual(4);
  expect(await rig.oracle.faults()).toEqual([]);
  expect(await rig.hubFacts()).toHaveLength(7);
});

test('facts that are recorded while answers are lost arrive once as well F22 @fault', async () => {
  const rig = await openRig();
  rig.proxy.treat((_connection, random) => ({
    single: true,
    ...(random() < 0.6 ? { down: { after: 0, by: 'close' } } : {}),
  }));
  await rig.start();
  for (let round = 0; round < 30; round += 1) {
    await rig.record(3);
    await aWhile(10);
  }
  await rig.drained();
  expect(await rig.oracle.faults()).toEqual([]);
});

test('answers that come twice do no harm F23 @fault', async () => {
  const rig = await openRig();
  rig.proxy.treat({ twice: true });
  await rig.record(350);
  await rig.start();
  await rig.drained();
  for (let round = 0; round < 10; round += 1) {
    await rig.record(2);
    await rig.drained();
  }
  expect(await rig.oracle.faults()).toEqual([]);
});

test('an old answer marks nothing new as sent, and is not asked for over and over F23 @fault', async () => {
  const rig = await openRig();
  await rig.record(3);
  await rig.start();
  await rig.drained();
  const old = rig.proxy.answers.at(-1) ?? Buffer.alloc(0);
  expect(old.toString()).toContain('"upto":3');
  rig.proxy.treat({ answer: () => old, single: true });
  await rig.record(4);
  const sender = await rig.start({ longestBackoffMs: 400 });
  const before = rig.proxy.passed.requests;
  await aWhile(1000);
  expect(await rig.pending()).toBe(4);
  expect(sender.status()).toMatchObject({ lastError: 'no progress' });
  expect(rig.proxy.passed.requests - before).toBeLessThan(25);
  rig.proxy.treat({});
  await rig.drained();
  expect(await rig.oracle.faults()).toEqual([]);
});

test('the answers of two terminals, exchanged, mark nothing as sent at either F23 @fault', async () => {
  const one = await openRig();
  const other = await one.anotherTerminal();
  const both = [one, other];
  for (const terminal of both) {
    terminal.proxy.treat({ down: { after: 0, by: 'close' } });
    await terminal.record(4);
    await terminal.start();
    while (terminal.proxy.answers.length === 0) await aWhile(5);
    await terminal.stop();
  }
  const [ofOne, ofOther] = both.map(({ proxy }) => proxy.answers.at(-1) ?? Buffer.alloc(0));
  one.proxy.treat({ answer: () => ofOther ?? null });
  other.proxy.treat({ answer: () => ofOne ?? null });
  for (const terminal of both) {
    const sender = await terminal.start();
    await terminal.failed(3);
    expect(sender.status().lastError).toBe('impostor');
    expect(await terminal.pending()).toBe(4);
    terminal.proxy.treat({});
    await terminal.drained();
  }
  expect(await one.oracle.faults()).toEqual([]);
  expect(await one.hubFacts()).toHaveLength(8);
});
