import { spawn } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chainStart } from '../chain.ts';
import { everything, leadsToItsTip, pending, recordMore } from '../testing/journals.ts';
import { openStore, temporaryFolder } from '../testing/temporary.ts';

const script = join(import.meta.dirname, '../testing/record-and-tell.ts');
const races = process.env.TIEP_DAN_LONG === '1' ? 100 : 4;

test('an old copy of the file, taken while it was in use, is found out by the hub’s word, and new facts take a new stream F13 @fault', async () => {
  for (const copiedAfter of [3, 40, 400]) {
    const folder = temporaryFolder();
    const restored = temporaryFolder();
    const kiosk = await openStore({ folder });
    await recordMore(kiosk.journal, copiedAfter);
    // As an operator would: the database, and not its log.
    copyFileSync(join(folder, 'terminal.sqlite'), join(restored, 'terminal.sqlite'));
    copyFileSync(join(folder, 'terminal-name'), join(restored, 'terminal-name'));
    await recordMore(kiosk.journal, 20);
    const { stream, tip } = await pending(kiosk.journal);
    const have = { stream, upto: copiedAfter + 20, tip };
    expect(await kiosk.journal.acknowledge(have)).toBe(true);
    await kiosk.close();

    const { journal, close } = await openStore({ folder: restored });
    const before = await journal.pendingCount();
    await recordMore(journal, 5);
    const claimed = await pending(journal);
    // The hub has more than the copy, or other records at the same places.
    expect(await journal.acknowledge(have)).toBe(false);
    await journal.forkStream(claimed.stream);
    const moved = await pending(journal, everything);
    expect(moved.stream).not.toBe(claimed.stream);
    expect([moved.from, moved.count, moved.lines]).toEqual([1, before + 5, claimed.lines]);
    expect(moved.previous).toEqual(chainStart(moved.dev, moved.stream));
    expect(leadsToItsTip(moved)).toBe(true);
    await recordMore(journal, 1);
    expect((await pending(journal)).count).toBe(before + 6);
    await close();
  }
});

/** Starts a program on the folder; what it told. */
async function run(folder: string, facts: number): Promise<string[][]> {
  const child = spawn(process.execPath, [script, folder, String(facts), '3'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let told = '';
  child.stdout.on('data', (chunk: Buffer) => {
    told += chunk.toString();
  });
  await new Promise((done) => child.once('close', done));
  return told
    .trim()
    .split('\n')
    .map((line) => line.split(' '));
}

test('a second program on the same file is refused within two seconds and changes nothing F15 @fault', async () => {
  const folder = temporaryFolder();
  const store = await openStore({ folder });
  await recordMore(store.journal, 10);
  const [[word, code, ms] = []] = await run(folder, 5);
  expect([word, code]).toEqual(['REFUSED', 'unavailable']);
  expect(Number(ms)).toBeLessThan(2000);
  await recordMore(store.journal, 10);
  const facts = await pending(store.journal);
  expect([facts.count, leadsToItsTip(facts)]).toEqual([20, true]);
  await store.close();
});

test('programs that race for a file: each has it to itself or is refused, and all promises are kept F15 @fault', async () => {
  const folder = temporaryFolder();
  const promised: string[] = [];
  const ends = new Set<string>();
  for (let race = 0; race < races; race += 1) {
    for (const told of await Promise.all([run(folder, 500), run(folder, 500)])) {
      ends.add(told[0]?.slice(0, 2).join(' ') ?? '');
      promised.push(...told.filter(([word]) => word === 'OK').map(([, seq, rid]) => `${seq} ${rid}`));
    }
  }
  const store = await openStore({ folder });
  const facts = await pending(store.journal);
  const there = facts.lines.map((line, index) => `${index + 1} ${JSON.parse(String(line)).rid}`);
  expect(there).toEqual(promised.toSorted((one, other) => Number.parseInt(one, 10) - Number.parseInt(other, 10)));
  expect(leadsToItsTip(facts)).toBe(true);
  expect(ends).toContain('REFUSED unavailable');
  await store.close();
}, 120_000);
