import { cpSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { beforeAll, describe, expect, test } from 'vitest';
import { readTombstone } from '../chain.ts';
import { openDatabase } from '../open.ts';
import { leadsToItsTip, pending, reasons, recordMore } from '../testing/journals.ts';
import { seeded } from '../testing/seeded.ts';
import { keptLog, openStore, someFact, temporaryFolder } from '../testing/temporary.ts';
import type { PendingFacts } from './journal.ts';
import { terminalMigrations } from './migrations/index.ts';

const facts = 300;
const acked = 100;

/** A folder as a power cut leaves it, and as a clean stop does; and what only the terminal has. */
let pulled = '';
let closed = '';
let original: PendingFacts;

beforeAll(async () => {
  const folder = temporaryFolder();
  const store = await openStore({ folder });
  for (let count = 0; count < facts / 10; count += 1) await recordMore(store.journal, 10);
  const first = await pending(store.journal, { records: acked, bytes: 1_000_000 });
  await store.journal.acknowledge({ stream: first.stream, upto: acked, tip: first.tip });
  original = await pending(store.journal);
  pulled = temporaryFolder();
  cpSync(folder, pulled, { recursive: true });
  await store.close();
  closed = folder;
});

/** All pushes that a hub would get, oldest stream first. */
async function drained(folder: string) {
  const log = keptLog();
  const store = await openStore({ folder, log });
  const pushes: PendingFacts[] = [];
  for (;;) {
    const next = await store.journal.pending({ records: 100_000, bytes: 100_000_000 });
    if (next === null) break;
    pushes.push(next);
    await store.journal.acknowledge({ stream: next.stream, upto: next.from - 1 + next.count, tip: next.tip });
  }
  await store.journal.record('difficulty.reported', someFact);
  const { dev } = store.journal;
  await store.close();
  return { pushes, dev, log, isSetAside: readdirSync(folder).some((name) => name.startsWith('terminal-corrupt-')) };
}

/** How many facts of the old stream arrive unchanged at their place; nothing else may stand there. */
function arrived(pushes: PendingFacts[]): number {
  let whole = 0;
  const wrong: number[] = [];
  expect(pushes.every(leadsToItsTip)).toBe(true);
  for (const push of pushes.filter(({ stream }) => stream === original.stream)) {
    let seq = push.from;
    for (const line of push.lines) {
      const gap = readTombstone(line);
      const isRecord = gap === null && seq > acked;
      if (isRecord && line.equals(original.lines[seq - original.from] ?? Buffer.alloc(0))) whole += 1;
      else if (isRecord) wrong.push(seq);
      seq += gap?.n ?? 1;
    }
  }
  expect(wrong).toEqual([]);
  return whole;
}

type Damage = (file: string, random: () => number) => void;
const edit = (file: string, change: (bytes: Buffer) => void): void => {
  const bytes = readFileSync(file);
  change(bytes);
  writeFileSync(file, bytes);
};
const flips: Damage = (file, random) =>
  edit(file, (bytes) => {
    for (let count = 0; count < 1 + random() * 4; count += 1) {
      const at = Math.floor(random() * bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 + Math.floor(random() * 255));
    }
  });
const page: Damage = (file, random) =>
  edit(file, (bytes) => {
    const at = Math.floor((random() * bytes.length) / 4096) * 4096;
    bytes.fill(Math.floor(random() * 256), at, at + 4096);
  });
const cut: Damage = (file, random) => truncateSync(file, Math.floor(random() * readFileSync(file).length));
const head: Damage = (file) => edit(file, (bytes) => bytes.fill(0, 0, 100));
/** What may be hoped for, as a part of what only the terminal has: most of each file is sound. */
const damages = [
  { name: 'some bytes', damage: flips, least: 0.9 },
  { name: 'a page', damage: page, least: 0.8 },
  { name: 'an end cut off', damage: cut, least: 0.15 },
  { name: 'its head', damage: head, least: 1 },
];

const seeds = process.env.TIEP_DAN_LONG === '1' ? 500 : 50;

describe('a damaged file', () => {
  test.each(damages)(
    '($name): what can be read is sent under the old stream, holes are declared, nothing wrong is sent F12 @fault',
    async ({ name, damage, least }) => {
      let total = 0;
      const rounds = Math.ceil(seeds / damages.length);
      for (let seed = 1; seed <= rounds; seed += 1) {
        const folder = temporaryFolder();
        cpSync(closed, folder, { recursive: true });
        damage(join(folder, 'terminal.sqlite'), seeded(`${name} ${seed}`));
        const { pushes, dev, log, isSetAside } = await drained(folder);
        const whole = arrived(pushes);
        const isAlarmed = isSetAside && log.lines.some(({ level }) => level === 'error');
        expect({ dev, isKnown: whole === facts - acked || isAlarmed }, `seed ${seed}`).toEqual({
          dev: original.dev,
          isKnown: true,
        });
        total += whole / (facts - acked);
        rmSync(folder, { recursive: true });
      }
      expect(total / rounds).toBeGreaterThanOrEqual(least);
    },
    600_000,
  );

  test('that lies there without its database: the log has it all F12 @fault', async () => {
    const folder = temporaryFolder();
    cpSync(pulled, folder, { recursive: true });
    rmSync(join(folder, 'terminal.sqlite'));
    const { pushes, dev } = await drained(folder);
    expect([arrived(pushes), dev]).toEqual([facts - acked, original.dev]);
  });

  test('whose log file was deleted opens with what was written out before F12 @fault', async () => {
    const folder = temporaryFolder();
    cpSync(pulled, folder, { recursive: true });
    rmSync(join(folder, 'terminal.sqlite-wal'));
    const { pushes, dev } = await drained(folder);
    arrived(pushes);
    expect(dev).toBe(original.dev);
  });

  test('that is gone altogether leaves a terminal of the same name with a new stream F12 @fault', async () => {
    const folder = temporaryFolder();
    cpSync(closed, folder, { recursive: true });
    rmSync(join(folder, 'terminal.sqlite'));
    const { pushes, dev } = await drained(folder);
    expect([pushes, dev]).toEqual([[], original.dev]);
  });
});

test('a record with one wrong byte is never sent: a tombstone stands in its place, those around it arrive F12 @fault', async () => {
  const folder = temporaryFolder();
  cpSync(closed, folder, { recursive: true });
  edit(join(folder, 'terminal.sqlite'), (bytes) => {
    const at = bytes.indexOf(original.lines[50] ?? 'nothing');
    expect(at).toBeGreaterThan(0);
    bytes[at + 60] = (bytes[at + 60] ?? 0) ^ 1;
  });
  const { pushes } = await drained(folder);
  const old = pushes.filter(({ stream }) => stream === original.stream);
  expect(old.map(reasons)).toEqual([Array.from({ length: 200 }, (_, index) => (index === 50 ? 'damaged' : 'record'))]);
  expect(arrived(pushes)).toBe(199);
});

const tampering: [what: string, change: (fact: () => Knex.QueryBuilder) => Promise<unknown>, lost: number[]][] = [
  [
    'altered',
    (fact) =>
      fact()
        .where({ seq: 151 })
        .update({ body: Buffer.from('{"kind":"x"}') }),
    [151],
  ],
  ['deleted', (fact) => fact().where({ seq: 151 }).delete(), [151, 152]],
  [
    'put in another order',
    async (fact) => {
      await fact().where({ seq: 151 }).update({ seq: 9999 });
      await fact().where({ seq: 152 }).update({ seq: 151 });
      await fact().where({ seq: 9999 }).update({ seq: 152 });
    },
    [151, 152, 153],
  ],
];

test.each(tampering)(
  'a record that is %s by whoever has the disk is found at the next start and declared, with the one whose hash hangs on it, and costs no other F44 @fault',
  async (_what, change, lost) => {
    const folder = temporaryFolder();
    cpSync(closed, folder, { recursive: true });
    const opened = await openDatabase({
      file: join(folder, 'terminal.sqlite'),
      exclusive: true,
      migrations: terminalMigrations,
    });
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    await change(() => opened.value('fact'));
    await opened.value.destroy();
    const { pushes, isSetAside, log } = await drained(folder);
    expect([isSetAside, log.lines.some(({ level }) => level === 'error')]).toEqual([true, true]);
    expect(arrived(pushes)).toBe(facts - acked - lost.length);
  },
);

test('a stop in the middle of salvage does not end it: the next start goes on F12 @fault', async () => {
  const folder = temporaryFolder();
  cpSync(closed, folder, { recursive: true });
  head(join(folder, 'terminal.sqlite'), () => 0);
  // As if it had been set aside, the new file begun, and the power cut then.
  cpSync(join(folder, 'terminal.sqlite'), join(folder, 'terminal-corrupt-2026-01-01T00-00-00-000Z.sqlite'));
  rmSync(join(folder, 'terminal.sqlite'));
  const { pushes } = await drained(folder);
  expect(arrived(pushes)).toBe(facts - acked);
  const again = await drained(folder);
  expect(arrived(again.pushes)).toBe(0);
});

test.each([
  {
    what: 'a row is gone',
    seq: 5,
    to: null,
    sent: ['record', 'record', 'record', 'record', 'damaged', 'record'],
  },
  { what: 'a row says it is far away', seq: 7, to: 2 ** 40, sent: Array(6).fill('record') },
  { what: 'all rows but one that is far away are gone', seq: 1, to: 2 ** 40, sent: [] },
])(
  'a sound file in which $what is noticed at the start, and salvage comes to an end F12 @fault',
  async ({ what, seq, to, sent }) => {
    const folder = temporaryFolder();
    const { journal, close } = await openStore({ folder });
    await recordMore(journal, 8);
    const { stream } = await pending(journal);
    await journal.between(async (trx) => {
      if (what.startsWith('all')) await trx('fact').where('seq', '>', seq).delete();
      else await trx('fact').where('seq', '>', 7).delete();
      await (to === null ? trx('fact').where({ seq }).delete() : trx('fact').where({ seq }).update({ seq: to }));
    });
    await close();
    const { pushes, isSetAside } = await drained(folder);
    expect(isSetAside).toBe(true);
    const old = pushes.filter((push) => push.stream === stream);
    expect(old.every(leadsToItsTip)).toBe(true);
    expect(old.flatMap(reasons)).toEqual(sent.slice(0, 6));
  },
);

test('a damaged tombstone that says nonsense is left behind; the records it stood among arrive F12 @fault', async () => {
  const folder = temporaryFolder();
  const { journal, close } = await openStore({ folder });
  await recordMore(journal, 8);
  const { stream, tip } = await pending(journal);
  await journal.between(async (trx) => {
    await trx.raw('PRAGMA ignore_check_constraints = ON');
    await trx('gap').insert({ stream, seq: 5, n: 0, why: 'purged', h: tip });
    await trx('gap').insert({ stream, seq: 9, n: 1, why: 'nonsense', h: tip });
    await trx('fact').where({ seq: 2 }).delete();
  });
  await close();
  const { pushes } = await drained(folder);
  const old = pushes.filter((push) => push.stream === stream);
  expect(old.flatMap(reasons)).toEqual(['record', 'damaged', 'record', 'record', 'record', 'record', 'record']);
  expect(old.every(leadsToItsTip)).toBe(true);
});
