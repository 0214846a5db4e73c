import { expect, test } from 'vitest';
import { freezeFacts } from '../../db/terminal/frozen.ts';
import type { TerminalStore } from '../../db/terminal/store.ts';
import { pending } from '../../db/testing/journals.ts';
import { keptLog, openStore, someFact } from '../../db/testing/temporary.ts';
import type { VisitProgress } from '../../shared/visit/progress.ts';
import { openLedger } from './ledger.ts';

const fact = { kind: 'difficulty.reported', body: someFact } as const;
const rating = { kind: 'visit.rated', body: { visit: someFact.visit, rating: 4 } } as const;
const progress: VisitProgress = {
  visit: someFact.visit,
  openedAt: 1,
  savedAt: 2,
  language: 'vi',
  service: null,
  steps: [],
  difficulties: 0,
  helpCalls: 0,
};

/** A ledger whose clock goes on by one with each fact. */
function ledger() {
  let now = 0;
  const broken: unknown[] = [];
  const log = keptLog();
  const freeze = freezeFacts({ boot: 'a-boot', now: () => ++now });
  const opened = openLedger({ freeze, log, retryMs: 20, onBroken: (error) => broken.push(error) });
  return { ...opened, log, broken };
}

/** SQLite's own limit stands in for the disk's: the same error at the same places. */
async function limitPages(store: TerminalStore, pages: number): Promise<void> {
  await store.journal.between(async (trx) => await trx.raw(`PRAGMA max_page_count = ${pages}`));
}

const times = async (store: TerminalStore): Promise<number[]> =>
  (await pending(store.journal)).lines.map((line): number => JSON.parse(String(line)).t);

test('on a full disk a visit goes on: its facts wait in order, with their time, and are written when there is room F09 @fault', async () => {
  const store = await openStore();
  const { record, keepProgress, open, status, close, broken } = ledger();
  await open(store);
  await record(fact, null);
  await limitPages(store, 1);
  let told = 1;
  while (status().waiting < 20) {
    await (told % 5 === 0 ? record(rating, someFact.visit) : record(fact, null));
    told += 1;
  }
  await keepProgress(progress);
  expect([store.condition(), status().lost, broken]).toEqual(['full', 0, []]);
  expect(await store.progress.read()).toBeNull();
  await limitPages(store, 1_000_000);
  await expect.poll(() => status().waiting).toBe(0);
  expect(await times(store)).toEqual(Array.from({ length: told }, (_, index) => index + 1));
  await expect.poll(() => store.progress.read()).toEqual(progress);
  await expect.poll(() => store.condition()).toBe('fine');
  await close();
  await store.close();
});

test('what happens before the database is open is written when it is, with the time at which it happened', async () => {
  const { record, keepProgress, open, close } = ledger();
  await keepProgress(progress);
  await record(fact, null);
  await record(rating, someFact.visit);
  const store = await openStore();
  await open(store);
  expect(await times(store)).toEqual([1, 2]);
  expect(await store.progress.read()).toBeNull();
  await close();
  await store.close();
});

test('memory is bounded: the first thousand wait, later ones are counted as lost, loudly', async () => {
  const { record, status, close, log } = ledger();
  for (let count = 0; count < 1003; count += 1) await record(fact, null);
  expect(status()).toEqual({ waiting: 1000, lost: 3 });
  await close();
  expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(4);
});

test('a body that does not fit its kind is a bug, and no waiting helps', async () => {
  const { record, status, close } = ledger();
  const wrong = { kind: 'visit.rated', body: { visit: someFact.visit, rating: 9 } } as const;
  await expect(record(wrong, null)).rejects.toThrow('wrong body');
  expect(status()).toEqual({ waiting: 0, lost: 0 });
  await close();
});
