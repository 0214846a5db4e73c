import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { everything, leadsToItsTip, pending, reasons, recordMore } from '../testing/journals.ts';
import { openStore, someFact, temporaryFolder } from '../testing/temporary.ts';
import type { TerminalStore } from './store.ts';

const hour = 3_600_000;
const day = 24 * hour;
const drift = { profile: 'residence', page: null, box: null, content: '1' };

/** A terminal whose clock goes as the test says. */
async function terminal(capBytes?: number) {
  const clock = { at: 1_790_000_000_000 };
  const folder = temporaryFolder();
  const store = await openStore({ folder, now: () => clock.at, ...(capBytes === undefined ? {} : { capBytes }) });
  await store.retention.pass();
  return { ...store, clock, file: join(folder, 'terminal.sqlite') };
}

/** The hub has everything so far; the city has it up to here. */
async function acknowledgeAll({ journal }: TerminalStore, city?: number): Promise<void> {
  const { stream, from, count, tip } = await pending(journal);
  const upto = from - 1 + count;
  expect(await journal.acknowledge({ stream, upto, tip, ...(city === undefined ? {} : { city }) })).toBe(true);
}

const rows = async ({ journal }: TerminalStore): Promise<number> =>
  await journal.between(async (trx) => (await trx('fact').select('seq')).length);

/** As much as so many facts take, so that they fill this part of the cap. */
async function sizeOf(facts: number): Promise<number> {
  const store = await openStore();
  await recordMore(store.journal, facts);
  const [pages] = await store.journal.between(async (trx) => await trx.raw('PRAGMA page_count'));
  await store.close();
  return pages.page_count * 4096;
}

describe('facts that the city has', () => {
  test('are kept for thirty days, and the file gives their room back', async () => {
    const kiosk = await terminal();
    await recordMore(kiosk.journal, 2000);
    await acknowledgeAll(kiosk);
    kiosk.clock.at += 29 * day;
    await recordMore(kiosk.journal, 10);
    await kiosk.retention.pass();
    expect(await rows(kiosk)).toBe(2010);
    kiosk.clock.at += 2 * day;
    await kiosk.retention.pass();
    expect(await rows(kiosk)).toBe(10);
    await kiosk.close();
    expect(statSync(kiosk.file).size).toBeLessThan(150_000);
  });

  test('and only those: what only the hall’s hub has is kept, however old', async () => {
    const kiosk = await terminal();
    await recordMore(kiosk.journal, 50);
    await acknowledgeAll(kiosk, 30);
    kiosk.clock.at += 400 * day;
    await kiosk.retention.pass();
    expect(await rows(kiosk)).toBe(20);
    await kiosk.close();
  });

  test('from 70 % of the cap on are kept for a day', async () => {
    const kiosk = await terminal((await sizeOf(1000)) / 0.75);
    await recordMore(kiosk.journal, 960);
    await acknowledgeAll(kiosk);
    kiosk.clock.at += 25 * hour;
    await recordMore(kiosk.journal, 30);
    await acknowledgeAll(kiosk);
    await kiosk.retention.pass();
    // Steps of 200, only until there is room again.
    expect(await rows(kiosk)).toBe(790);
    await kiosk.close();
  });

  test('from 85 % on are not kept any longer than needed; what the city lacks stays', async () => {
    const kiosk = await terminal((await sizeOf(1000)) / 1.5);
    await recordMore(kiosk.journal, 100);
    await acknowledgeAll(kiosk);
    await recordMore(kiosk.journal, 900);
    await kiosk.retention.pass();
    expect(await rows(kiosk)).toBe(900);
    expect(await kiosk.journal.pendingCount()).toBe(900);
    await kiosk.close();
  });
});

test('from 95 % on facts of low priority leave their count, and a hub is told; all others are kept', async () => {
  const kiosk = await terminal(await sizeOf(500));
  await recordMore(kiosk.journal, 500);
  await kiosk.journal.record('portal.drift', drift);
  await kiosk.retention.pass();
  await Promise.all([
    kiosk.journal.record('portal.drift', drift),
    kiosk.journal.record('difficulty.reported', someFact),
    kiosk.journal.record('portal.drift', drift),
  ]);
  const facts = await pending(kiosk.journal, everything);
  expect(reasons(facts).slice(500)).toEqual(['record', 'evicted', 'record', 'evicted']);
  expect(leadsToItsTip(facts)).toBe(true);
  await acknowledgeAll(kiosk);
  await kiosk.retention.pass();
  await kiosk.journal.record('portal.drift', drift);
  expect(reasons(await pending(kiosk.journal))).toEqual(['record']);
  await kiosk.close();
});

test('facts do not wait for a purge: they are recorded between its steps', async () => {
  const kiosk = await terminal();
  await recordMore(kiosk.journal, 20_000);
  await acknowledgeAll(kiosk);
  kiosk.clock.at += 31 * day;
  let purged = false;
  const purge = kiosk.retention.pass().then(() => {
    purged = true;
  });
  const took: number[] = [];
  while (!purged) {
    const before = performance.now();
    await kiosk.journal.record('difficulty.reported', someFact);
    took.push(performance.now() - before);
  }
  await purge;
  expect(took.length).toBeGreaterThan(50);
  expect(await rows(kiosk)).toBe(took.length);
  expect(took.toSorted((one, other) => one - other).at(Math.floor(took.length * 0.9))).toBeLessThan(100);
  await kiosk.close();
});
