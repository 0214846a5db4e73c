import { describe, expect, test } from 'vitest';
import { chainStart } from '../chain.ts';
import { everything, leadsToItsTip, pending, reasons, recordMore } from '../testing/journals.ts';
import { openStore, someFact, temporaryFolder } from '../testing/temporary.ts';
import type { Journal, PendingFacts } from './journal.ts';
import { purgeUpto } from './purge.ts';
import type { TerminalStore } from './store.ts';

async function withFacts(count: number): Promise<TerminalStore> {
  const store = await openStore();
  await recordMore(store.journal, count);
  return store;
}

async function acknowledge(journal: Journal, upto: number): Promise<PendingFacts> {
  const facts = await pending(journal, { records: upto, bytes: 100_000_000 });
  expect(await journal.acknowledge({ stream: facts.stream, upto, tip: facts.tip })).toBe(true);
  return facts;
}

async function purge(journal: Journal, stream: string, seq: number, h: Buffer): Promise<void> {
  await journal.between(async (trx) => purgeUpto(trx, stream, { seq, h }));
}

describe('a hub restored from before what was purged', () => {
  test('is sent a tombstone for it and the rest as it was', async () => {
    const { journal, close } = await withFacts(6);
    const four = await acknowledge(journal, 4);
    await purge(journal, four.stream, 4, four.tip);
    expect((await pending(journal)).lines).toHaveLength(2);
    const start = chainStart(journal.dev, four.stream);
    expect(await journal.acknowledge({ stream: four.stream, upto: 0, tip: start })).toBe(true);
    const again = await pending(journal);
    expect(again).toMatchObject({ from: 1, count: 6 });
    expect(reasons(again)).toEqual(['purged', 'record', 'record']);
    expect(leadsToItsTip(again)).toBe(true);
    expect(await journal.pendingCount()).toBe(6);
    await close();
  });

  test('is checked by the hashes of every thousandth record and of each purge’s edge, for ever', async () => {
    const { journal, close } = await withFacts(2300);
    const stream = (await pending(journal)).stream;
    const tipAfter = async (records: number) => (await pending(journal, { records, bytes: 100_000_000 })).tip;
    const tips = { 1000: await tipAfter(1000), 1500: await tipAfter(1500), 2200: await tipAfter(2200) };
    await acknowledge(journal, 2200);
    await purge(journal, stream, 1500, tips[1500]);
    await purge(journal, stream, 2200, tips[2200]);
    for (const upto of [1000, 1500, 2200] as const) {
      expect(await journal.acknowledge({ stream, upto, tip: Buffer.alloc(32, 7) })).toBe(false);
      expect(await journal.acknowledge({ stream, upto, tip: tips[upto] })).toBe(true);
      const rest = await pending(journal);
      expect(rest).toMatchObject({ from: upto + 1, count: 2300 - upto });
      expect(leadsToItsTip(rest)).toBe(true);
    }
    await close();
  });

  test('is believed about a place of which nothing is kept any more', async () => {
    const { journal, close } = await withFacts(6);
    const three = await pending(journal, { records: 3, bytes: 100_000_000 });
    const five = await acknowledge(journal, 5);
    await purge(journal, five.stream, 5, five.tip);
    expect(await journal.acknowledge({ stream: five.stream, upto: 3, tip: three.tip })).toBe(true);
    const rest = await pending(journal);
    expect(rest).toMatchObject({ from: 4, count: 3, previous: three.tip });
    expect(reasons(rest)).toEqual(['purged', 'record']);
    expect(leadsToItsTip(rest)).toBe(true);
    await close();
  });
});

test('a stream whose facts were all purged goes on behind them', async () => {
  const folder = temporaryFolder();
  const first = await openStore({ folder });
  await recordMore(first.journal, 3);
  const three = await acknowledge(first.journal, 3);
  await purge(first.journal, three.stream, 3, three.tip);
  await first.close();
  const { journal, close } = await openStore({ folder });
  expect(await journal.pending(everything)).toBeNull();
  expect((await journal.record('difficulty.reported', someFact)).seq).toBe(4);
  expect(await pending(journal)).toMatchObject({ stream: three.stream, from: 4, previous: three.tip });
  await close();
});

test('one record that a hub refuses is sent as a tombstone and kept; those after it go on', async () => {
  const { journal, close } = await withFacts(3);
  const before = await pending(journal);
  expect(await journal.replaceByTombstone(before.stream, 2, 'oversize')).toBe(true);
  expect(await journal.replaceByTombstone(before.stream, 2, 'oversize')).toBe(false);
  const after = await pending(journal);
  expect(reasons(after)).toEqual(['record', 'oversize', 'record']);
  expect(after.tip).toEqual(before.tip);
  expect(leadsToItsTip(after)).toBe(true);
  const kept = await journal.between(async (trx) => await trx('refused').select('body', 'seq', 'why'));
  expect(kept).toEqual([{ body: before.lines[1], seq: 2, why: 'oversize' }]);
  await close();
});

describe('a terminal that is given another name', () => {
  test('moves what no hub has to a stream of that name, and keeps it after a restart', async () => {
    const folder = temporaryFolder();
    const first = await openStore({ folder });
    const old = first.journal.dev;
    await recordMore(first.journal, 4);
    const all = await pending(first.journal);
    await acknowledge(first.journal, 1);
    await first.journal.replaceByTombstone(all.stream, 3, 'unreadable');
    await first.journal.rename('kNEW01');
    expect(first.journal.dev).toBe('kNEW01');
    await first.journal.record('difficulty.reported', someFact);
    await first.close();

    const { journal, settings, close } = await openStore({ folder });
    expect([journal.dev, await settings.read('dev')]).toEqual(['kNEW01', 'kNEW01']);
    const moved = await pending(journal);
    expect(moved).toMatchObject({ dev: 'kNEW01', from: 1, count: 4, previous: chainStart('kNEW01', moved.stream) });
    expect(reasons(moved)).toEqual(['record', 'unreadable', 'record', 'record']);
    expect([moved.lines[0], moved.lines[2]]).toEqual([all.lines[1], all.lines[3]]);
    expect(leadsToItsTip(moved)).toBe(true);

    const start = chainStart(old, all.stream);
    expect(await journal.acknowledge({ stream: all.stream, upto: 0, tip: start })).toBe(true);
    expect(await pending(journal)).toMatchObject({ dev: old, stream: all.stream, count: 1, previous: start });
    await close();
  });

  test('a tombstone that a hub has half of goes along with its other half', async () => {
    const { journal, close } = await withFacts(6);
    const two = await pending(journal, { records: 2, bytes: 100_000_000 });
    const five = await acknowledge(journal, 5);
    await purge(journal, five.stream, 5, five.tip);
    await journal.acknowledge({ stream: five.stream, upto: 2, tip: two.tip });
    await journal.forkStream(five.stream);
    const moved = await pending(journal);
    expect(moved).toMatchObject({ from: 1, count: 4 });
    expect(reasons(moved)).toEqual(['purged', 'record']);
    expect(leadsToItsTip(moved)).toBe(true);
    expect(await journal.acknowledge({ stream: five.stream, upto: 2, tip: two.tip })).toBe(true);
    expect((await pending(journal)).stream).toBe(moved.stream);
    await close();
  });
});

test('the oldest pending fact’s time is that of its recording', async () => {
  const { journal, close } = await withFacts(2);
  const first: { t: number } = JSON.parse(String((await pending(journal)).lines[0]));
  expect(await journal.oldestPendingAt()).toBe(first.t);
  await acknowledge(journal, 2);
  expect(await journal.oldestPendingAt()).toBeNull();
  await close();
});

test('one receipt is kept for each stream: the latest', async () => {
  const { journal, close } = await withFacts(2);
  const { stream, tip } = await acknowledge(journal, 2);
  const receipt = { stream, upto: 1, tip, at: 1_790_000_000_000, hub: 'city', signature: 'c2lnbmVk' };
  await journal.keepReceipt(receipt);
  await journal.keepReceipt({ ...receipt, upto: 2 });
  expect(await journal.receipts()).toEqual([{ ...receipt, upto: 2 }]);
  await close();
});
