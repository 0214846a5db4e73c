import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { chainNext } from '../../../db/chain.ts';
import { openTerminalStore } from '../../../db/terminal/store.ts';
import { temporaryFolder } from '../programs.ts';
import { type Row, written } from '../row.ts';
import { spread } from '../spread.ts';
import { startChild } from './child.ts';
import { residentsFacts } from './facts.ts';
import { openPouchPair } from './pair.ts';
import { openPlain } from './plain-sqlite.ts';
import { notAvailable, type PouchCalls, pouchFile, rivalsAreThere } from './rivals.ts';
import type { TerminalCalls } from './terminal-child.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const rowsAtOnce = 500;

/** A terminal's file as years would leave it: whole chain, and the hub has all but `pending`. */
async function makeOldJournal({ folder, rows, pending }: { folder: string; rows: number; pending: number }) {
  const opened = await openTerminalStore({ folder, clock: { now: Date.now }, log: silent, ballastBytes: 0 });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  await opened.value.journal.record('audit', { event: 'database-set-aside' });
  await opened.value.close();
  const database = await openPlain(join(folder, 'terminal.sqlite'), '');
  const last = database.prepare('SELECT stream, h FROM fact');
  const [{ stream, h }] = (await last.all([])) as [{ stream: string; h: Buffer }];
  const marks = Array(rowsAtOnce).fill('(?, ?, ?, ?, ?, ?)').join();
  const insert = database.prepare(`INSERT INTO fact (stream, seq, rid, kind, body, h) VALUES ${marks}`);
  const facts = residentsFacts(rows, 9);
  const [boot, began] = [randomUUID(), Date.now() - rows * 1000];
  await database.exec('BEGIN');
  for (let seq = 1, tip = h; seq < rows; ) {
    const values: unknown[] = [];
    for (let row = 0; row < rowsAtOnce; row += 1) {
      seq += 1;
      const [kind, body] = facts.next().value ?? ['audit', { event: 'database-set-aside' }];
      const rid = `0199f0c2-0000-7000-8000-${seq.toString(16).padStart(12, '0')}`;
      const line = { rid, kind, v: 1, t: began + seq * 1000, boot, mono: seq * 1000, body };
      const bytes = Buffer.from(JSON.stringify(line));
      tip = chainNext(tip, bytes);
      values.push(stream, seq, rid, kind, bytes, tip);
    }
    await insert.run(values);
  }
  await database.exec(`UPDATE stream SET acked = ${rows - pending}, city = ${rows - pending}; COMMIT`);
  await database.close();
}

/** P13: how long a terminal that was cut off from power needs until it keeps the next fact. */
export async function coldStartRow({
  rounds,
  rows,
  pending,
}: {
  rounds: number;
  rows: number;
  pending: number;
}): Promise<Row> {
  const folder = temporaryFolder();
  await makeOldJournal({ folder, rows, pending });
  const seconds: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const before = startChild<TerminalCalls>('terminal-child.ts');
    await before.ask('open', { folder });
    await before.ask('record', { count: 100, seed: round });
    await before.kill();
    const after = startChild<TerminalCalls>('terminal-child.ts');
    seconds.push(await after.ask('coldStart', { folder }));
    await after.kill();
  }
  const taken = spread(seconds);
  return {
    what: `start after kill -9 with ${rows} facts, ${pending} pending, to the first durable fact`,
    figure: written(taken, 's'),
    against: rivalsAreThere() ? `PouchDB with 10000 documents ${written(await pouchStart(rounds), 's')}` : notAvailable,
    target: '<= 1.0 s',
    holds: taken.median <= 1,
    note: 'from opening the file on, in a plain Node process that has loaded its code; FULL; the file may be in the page cache. After an unclean stop all pages are looked over (quick_check) and the chain of all that is pending is computed, before anything is added: that is nearly all of it; PouchDB looks at nothing',
    raw: { seconds: taken },
  };
}

async function pouchStart(rounds: number) {
  const pair = await openPouchPair({ count: 10_000, seed: 11 });
  await pair.terminal.kill();
  const seconds: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const again = startChild<PouchCalls>(pouchFile);
    seconds.push(await again.ask('reopen', { folder: pair.folder }));
    await again.kill();
  }
  await pair.end();
  return spread(seconds);
}
