import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chainNext, chainStart } from '../chain.ts';
import { openDatabase } from '../open.ts';
import { keptLog, openStore, someFact, temporaryFolder } from '../testing/temporary.ts';
import { terminalMigrations } from './migrations/index.ts';
import type { TerminalStore } from './store.ts';

const everything = { records: 10_000, bytes: 100_000_000 };

async function recorded(store: TerminalStore) {
  const facts = await store.journal.pending(everything);
  if (facts === null) throw new Error('nothing was recorded');
  return facts;
}

function chainHolds(facts: Awaited<ReturnType<typeof recorded>>): boolean {
  return facts.lines.reduce(chainNext, facts.previous).equals(facts.tip);
}

describe('the journal', () => {
  test('gives each of 200 concurrent callers a sequence of its own, without a gap, in an unbroken chain', async () => {
    const store = await openStore();
    const places = await Promise.all(
      Array.from({ length: 200 }, () => store.journal.record('difficulty.reported', someFact)),
    );
    expect(places.map(({ seq }) => seq).toSorted((one, other) => one - other)).toEqual(
      Array.from({ length: 200 }, (_, index) => index + 1),
    );
    expect(new Set(places.map(({ rid }) => rid)).size).toBe(200);
    const facts = await recorded(store);
    expect(facts.lines).toHaveLength(200);
    expect(facts.previous).toEqual(chainStart(store.journal.dev, facts.stream));
    expect(chainHolds(facts)).toBe(true);
    expect(JSON.parse(String(facts.lines[7]))).toMatchObject({
      rid: places[7]?.rid,
      kind: 'difficulty.reported',
      v: 1,
      body: someFact,
    });
    await store.close();
  });

  test('goes on where it stopped after it was opened again', async () => {
    const folder = temporaryFolder();
    const first = await openStore({ folder });
    await first.journal.record('difficulty.reported', someFact);
    const { dev } = first.journal;
    await first.close();
    const second = await openStore({ folder });
    expect(second.journal.dev).toBe(dev);
    expect((await second.journal.record('difficulty.reported', someFact)).seq).toBe(2);
    expect(chainHolds(await recorded(second))).toBe(true);
    await second.close();
  });

  test('refuses a body that does not fit its kind, and anything that could name a person', async () => {
    const store = await openStore();
    const wrong = { ...someFact, name: 'Nguyễn Thị Ví Dụ' };
    expect(() => store.journal.record('difficulty.reported', wrong)).toThrow('wrong body');
    expect(await store.journal.pendingCount()).toBe(0);
    await store.close();
  });

  test('changes a side table in the same transaction, or neither', async () => {
    const store = await openStore();
    await store.progress.save({ open: true });
    const failing = store.journal.record('difficulty.reported', someFact, async (trx) => {
      await store.progress.clear(trx);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await store.progress.read()).toEqual({ open: true });
    expect((await store.journal.record('difficulty.reported', someFact, (trx) => store.progress.clear(trx))).seq).toBe(
      1,
    );
    expect(await store.progress.read()).toBeNull();
    expect(chainHolds(await recorded(store))).toBe(true);
    await store.close();
  });

  test('hands out what is pending within its limits, and takes the hub’s word on what it has, back and forth', async () => {
    const store = await openStore();
    const { journal } = store;
    for (let count = 0; count < 5; count += 1) await journal.record('difficulty.reported', someFact);
    const two = await journal.pending({ records: 2, bytes: 100_000 });
    expect(two).toMatchObject({ from: 1, acked: 0 });
    const { stream, tip } = two ?? { stream: '', tip: Buffer.alloc(0) };
    expect(await journal.acknowledge({ stream, upto: 2, tip })).toBe(true);
    expect(await journal.pendingCount()).toBe(3);
    const tiny = await journal.pending({ records: 10, bytes: 1 });
    expect(tiny).toMatchObject({ from: 3 });
    expect(tiny?.lines).toHaveLength(1);
    expect(await journal.acknowledge({ stream, upto: 3, tip })).toBe(false);
    expect(await journal.acknowledge({ stream, upto: 99, tip })).toBe(false);
    expect(await journal.acknowledge({ stream: 'aaaaaaaaaaaaa', upto: 0, tip })).toBe(false);
    expect(await journal.acknowledge({ stream, upto: 0, tip: chainStart(journal.dev, stream) })).toBe(true);
    expect(await journal.pendingCount()).toBe(5);
    await store.close();
  });

  test('counts facts that are moved to a new stream all the while', async () => {
    const store = await openStore();
    const { journal } = store;
    await Promise.all(Array.from({ length: 30 }, () => journal.record('difficulty.reported', someFact)));
    for (let round = 0; round < 10; round += 1) {
      const counts = Array.from({ length: 20 }, () => journal.pendingCount());
      const moved = journal.rename(`kNEW${round}`);
      counts.push(...Array.from({ length: 20 }, () => journal.pendingCount()));
      await moved;
      expect(new Set(await Promise.all(counts))).toEqual(new Set([30]));
    }
    await store.close();
  });

  test('moves what the hub does not have to a new stream when the old one was forked', async () => {
    const store = await openStore();
    const { journal } = store;
    for (let count = 0; count < 4; count += 1) await journal.record('difficulty.reported', someFact);
    const all = await recorded(store);
    const one = await journal.pending({ records: 1, bytes: 100_000 });
    await journal.acknowledge({ stream: all.stream, upto: 1, tip: one?.tip ?? Buffer.alloc(0) });
    const [, fourth] = await Promise.all([
      journal.forkStream(all.stream),
      journal.record('difficulty.reported', someFact),
    ]);
    const moved = await recorded(store);
    expect(moved.stream).not.toBe(all.stream);
    expect(moved).toMatchObject({ from: 1 });
    expect(moved.lines.slice(0, 3)).toEqual(all.lines.slice(1));
    expect(moved.lines).toHaveLength(fourth.seq);
    expect(chainHolds(moved)).toBe(true);
    await store.close();
  });
});

describe('a corrupt file', () => {
  const damages: [string, (file: string) => void][] = [
    ['overwritten', (file) => writeFileSync(file, Buffer.alloc(readFileSync(file).length, 0x5a))],
    ['cut short', (file) => truncateSync(file, Math.floor(readFileSync(file).length / 2) + 100)],
    [
      'with a broken page',
      (file) => {
        const bytes = readFileSync(file);
        bytes.fill(0xff, 4096 + 8, 4096 * 3);
        writeFileSync(file, bytes);
      },
    ],
  ];
  test.each(damages)('%s is set aside, kept, and a new stream begun with an audit fact', async (_name, damage) => {
    const folder = temporaryFolder();
    const first = await openStore({ folder });
    for (let count = 0; count < 30; count += 1) await first.journal.record('difficulty.reported', someFact);
    const before = (await recorded(first)).stream;
    await first.close();
    // Only an unclean stop makes the next start look the whole file over.
    const file = join(folder, 'terminal.sqlite');
    const opened = await openDatabase({ file, exclusive: true, migrations: terminalMigrations });
    if (!opened.ok) throw new Error(opened.error.code);
    await opened.value('setting').where({ name: 'closed-cleanly' }).update({ value: 'no' });
    await opened.value.destroy();
    damage(file);

    const log = keptLog();
    const store = await openStore({ folder, log });
    const facts = await recorded(store);
    expect(facts.stream).not.toBe(before);
    expect(JSON.parse(String(facts.lines[0]))).toMatchObject({ kind: 'audit', body: { event: 'database-set-aside' } });
    expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
    expect(readdirSync(folder).some((name) => name.startsWith('terminal-corrupt-'))).toBe(true);
    await store.close();
  });
});
