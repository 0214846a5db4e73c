import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../open.ts';
import { watchDisk } from '../../terminal/disk.ts';
import { freezeFacts } from '../../terminal/frozen.ts';
import { type Journal, openJournal } from '../../terminal/journal.ts';
import { terminalMigrations } from '../../terminal/migrations/index.ts';
import { purgeUpto } from '../../terminal/purge.ts';
import { keptLog, openStore, someFact } from '../temporary.ts';

/**
 * A short life of a terminal, to be recorded call by call: facts one by one and together, small and large, an
 * acknowledgement, a purge, a clean stop and a new start. Each fact that is promised leaves its mark on standard output.
 */
const [folder = '', level = 'FULL'] = process.argv.slice(2);

const largeFact = {
  visit: someFact.visit,
  ending: 'completed',
  language: 'vi',
  seconds: 600,
  service: someFact.service,
  steps: Array.from({ length: 120 }, () => ({ step: 'log-in', seconds: 5, exit: 'next' }) as const),
  difficulties: 0,
  helpCalls: 0,
} as const;

const mark = (...words: (string | number)[]): void => {
  writeSync(1, `${words.join(' ')}\n`);
};

/** `FULL` is what the program does, and there is no way to have it do otherwise; the rest is put together here by hand. */
async function open(): Promise<{ journal: Journal; close(): Promise<void> }> {
  if (level === 'FULL') return await openStore({ folder });
  const opened = await openDatabase({
    file: join(folder, 'terminal.sqlite'),
    exclusive: true,
    migrations: terminalMigrations,
  });
  if (!opened.ok) throw new Error(opened.error.code);
  await opened.value.raw(`PRAGMA synchronous = ${level}`);
  const log = keptLog();
  const journal = await openJournal({
    database: opened.value,
    disk: watchDisk({ folder, log, ballastBytes: 0 }),
    dev: 'kTEST1',
    freeze: freezeFacts({ boot: randomUUID(), now: Date.now }),
    now: Date.now,
    log,
  });
  return {
    journal,
    async close() {
      await journal.close();
      await opened.value.destroy();
    },
  };
}

async function record(journal: Journal, kind: 'small' | 'large'): Promise<void> {
  const { seq, rid } =
    kind === 'small'
      ? await journal.record('difficulty.reported', someFact)
      : await journal.record('visit.closed', largeFact);
  mark('ACK', seq, rid);
}

async function live(journal: Journal, purgeOf: number): Promise<void> {
  for (let count = 0; count < 12; count += 1) await record(journal, count % 4 === 0 ? 'large' : 'small');
  await Promise.all(Array.from({ length: 8 }, () => record(journal, 'small')));
  for (let count = 0; count < 160; count += 1) await record(journal, 'large');
  const some = await journal.pending({ records: purgeOf, bytes: 100_000_000 });
  if (some === null) throw new Error('nothing is pending');
  const last = { seq: some.from - 1 + some.count, h: some.tip };
  await journal.acknowledge({ stream: some.stream, upto: last.seq, tip: last.h });
  mark('PURGE', last.seq, '-');
  await journal.between(async (trx) => {
    await purgeUpto(trx, some.stream, last);
    await trx.raw('PRAGMA incremental_vacuum(256)');
  });
  for (let count = 0; count < 10; count += 1) await record(journal, 'small');
}

for (const purgeOf of [30, 90]) {
  const { journal, close } = await open();
  await live(journal, purgeOf);
  await close();
}
