import { copyFileSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chainNext, chainStart } from '../chain.ts';
import { runInjected } from '../testing/injected.ts';
import { everything, leadsToItsTip, pending, reasons, recordMore } from '../testing/journals.ts';
import { seeded } from '../testing/seeded.ts';
import { openStore, temporaryFolder } from '../testing/temporary.ts';

const isLong = process.env.TIEP_DAN_LONG === '1';
const rounds = isLong ? 50 : 3;
const fixture = join(import.meta.dirname, '../testing/fixtures/terminal-schema-1.sqlite');

/** All that the file holds, gone over: the chain must hold, and the side table must have counted what stands beside it. */
async function survey(folder: string): Promise<Map<string, number>> {
  const store = await openStore({ folder });
  const facts: { seq: number; rid: string; kind: string; body: Buffer; h: Buffer }[] = await store.journal.between(
    async (trx) => await trx('fact').orderBy('seq'),
  );
  // Killed before the first fact, there is none: nobody was promised any then, which is compared outside.
  const waiting = await store.journal.pending(everything);
  expect(waiting === null).toBe(facts.length === 0);
  let h = waiting === null ? Buffer.alloc(0) : chainStart(waiting.dev, waiting.stream);
  const broken = facts.filter((fact, index) => {
    h = chainNext(h, fact.body);
    return fact.seq !== index + 1 || !h.equals(fact.h);
  });
  const counted = facts.filter(({ kind }) => kind === 'visit.rated').length;
  expect({ broken, counted: await store.progress.read() }).toEqual({
    broken: [],
    counted: counted === 0 ? null : { counted },
  });
  await store.close();
  return new Map(facts.map(({ rid, seq }) => [rid, seq]));
}

describe('kill -9 while facts are recorded', () => {
  const folder = temporaryFolder();
  const wal = join(folder, 'terminal.sqlite-wal');
  const places = [
    { where: 'before a page of the commit is written', inject: 'pwrite64:signal=SIGKILL', path: wal, most: 120 },
    { where: 'before the commit is synced', inject: 'fsync:signal=SIGKILL', path: wal, most: 40 },
    { where: 'in the middle of the transaction', point: 'in-transaction', most: 20 },
    { where: 'after the commit, before anybody is told', point: 'after-commit', most: 20 },
    { where: 'around the telling', inject: 'write:signal=SIGKILL', most: 150 },
    {
      where: 'while the log is written out',
      inject: 'pwrite64:signal=SIGKILL',
      path: join(folder, 'terminal.sqlite'),
      most: 60,
    },
  ];
  test.each(places)(
    '($where) what was promised is there, nothing is half there, and it goes on F01 @fault',
    async ({ where, inject, path, point, most }) => {
      for (let round = 1; round <= rounds; round += 1) {
        const chosen = 1 + Math.floor(seeded(`${where} ${round}`)() * most);
        const { told, ended, kill } = runInjected({
          script: 'record-for-ever.ts',
          args: [folder, ...(point === undefined ? [] : [point, String(chosen)])],
          inject: inject === undefined ? [] : [`${inject}:when=${chosen}`],
          ...(path === undefined ? {} : { path }),
        });
        let isLate = false;
        const limit = setTimeout(() => {
          isLate = true;
          kill();
        }, 20_000);
        await ended;
        clearTimeout(limit);
        expect(isLate, 'it was killed at the chosen point').toBe(false);
        const there = await survey(folder);
        const lost = told.filter((line) => there.get(line.split(' ')[1] ?? '') !== Number(line.split(' ')[0]));
        expect(lost).toEqual([]);
      }
    },
    600_000,
  );
});

describe('kill -9', () => {
  test('in a purge: what the city lacks is there, what is gone is declared, and the next purge goes on F04 @fault', async () => {
    const base = temporaryFolder();
    const first = await openStore({ folder: base });
    await recordMore(first.journal, 1500);
    const start = {
      stream: (await pending(first.journal)).stream,
      upto: 0,
      tip: (await pending(first.journal)).previous,
    };
    const most = await pending(first.journal, { records: 1400, bytes: 100_000_000 });
    await first.journal.acknowledge({ stream: most.stream, upto: 1400, tip: most.tip });
    const end = (await pending(first.journal)).tip;
    await first.close();
    const left = new Set<number>();
    for (let call = 1; call <= (isLong ? 300 : 90); call += isLong ? 1 : 8) {
      const folder = temporaryFolder();
      cpSync(base, folder, { recursive: true });
      const path = join(folder, 'terminal.sqlite-wal');
      const inject = call % 16 < 8 ? `pwrite64:signal=SIGKILL:when=${call}` : `fsync:signal=SIGKILL:when=${call >> 3}`;
      await runInjected({ script: 'purge-and-migrate.ts', args: [folder], inject: [inject], path }).ended;
      const store = await openStore({ folder });
      expect(await pending(store.journal)).toMatchObject({ from: 1401, count: 100, tip: end });
      expect(await store.journal.acknowledge(start)).toBe(true);
      const all = await pending(store.journal);
      expect([leadsToItsTip(all), all.count, all.tip]).toEqual([true, 1500, end]);
      left.add(reasons(all).filter((reason) => reason === 'record').length);
      await store.close();
    }
    // The kills did hit purges before, in, and after their middle.
    expect(left.size).toBeGreaterThan(3);
  }, 600_000);

  test('in a migration: the old schema or the new one, never between, and the next start finishes it F04 @fault', async () => {
    const codes: (number | null)[] = [];
    for (let call = 1; call <= 12; call += isLong ? 1 : 3) {
      const folder = temporaryFolder();
      const file = join(folder, 'terminal.sqlite');
      copyFileSync(fixture, file);
      const inject = [`pwrite64:signal=SIGKILL:when=${call}`];
      codes.push(
        await runInjected({ script: 'purge-and-migrate.ts', args: [folder], inject, path: `${file}-wal` }).ended,
      );
      const store = await openStore({ folder });
      const facts = await pending(store.journal);
      expect([leadsToItsTip(facts), facts.from, facts.count, facts.dev]).toEqual([true, 4, 4, 'k3AY2X']);
      await store.close();
    }
    expect(codes).not.toContain(0);
  }, 120_000);
});

test('a file of the first schema with facts not sent yet is brought up to date and keeps its chain F50 @fault', async () => {
  const folder = temporaryFolder();
  copyFileSync(fixture, join(folder, 'terminal.sqlite'));
  const store = await openStore({ folder });
  const facts = await pending(store.journal);
  expect(facts).toMatchObject({ dev: 'k3AY2X', stream: 'n4cfmmxumidoy', from: 4, count: 4, acked: 3 });
  expect(leadsToItsTip(facts)).toBe(true);
  const start = { stream: facts.stream, upto: 0, tip: chainStart('k3AY2X', 'n4cfmmxumidoy') };
  expect(await store.journal.acknowledge(start)).toBe(true);
  expect(leadsToItsTip(await pending(store.journal))).toBe(true);
  expect(await store.progress.read()).toEqual({ open: 'a visit of the first version' });
  expect(await store.settings.read('push-limit-bytes')).toBe('65536');
  await store.close();
});
