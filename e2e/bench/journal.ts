import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sqlite3 from 'sqlite3';
import { openTerminalStore } from '../../db/terminal/store.ts';
import { temporaryFolder } from './programs.ts';
import { type Row, written } from './row.ts';
import { quantile, spread } from './spread.ts';

const body = {
  visit: '0199f0c2-7a51-7c3e-8f2a-3d1b5a6c7d8e',
  difficulty: 'D02',
  service: 'dang-ky-tam-tru',
  step: 'login',
};
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

interface Run {
  perSecond: number;
  p50Ms: number;
}

async function timed(count: number, once: (index: number) => Promise<void> | void): Promise<Run> {
  const times: number[] = [];
  const began = performance.now();
  for (let index = 0; index < count; index += 1) {
    const before = performance.now();
    await once(index);
    times.push(performance.now() - before);
  }
  return { perSecond: (count / (performance.now() - began)) * 1000, p50Ms: quantile(times, 0.5) };
}

async function journalRun(count: number): Promise<Run> {
  const opened = await openTerminalStore({
    folder: temporaryFolder(),
    clock: { now: Date.now },
    log: silent,
    ballastBytes: 0,
  });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  const { journal, close } = opened.value;
  const run = await timed(count, async () => {
    await journal.record('difficulty.reported', body);
  });
  await close();
  return run;
}

/** The floor with the same driver, pragmas and row: a prepared insert, nothing else. */
async function rawRun(count: number): Promise<Run> {
  const database = new sqlite3.Database(join(temporaryFolder(), 'raw.sqlite'));
  const exec = promisify(database.exec.bind(database));
  await exec(`PRAGMA busy_timeout=5000; PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
    PRAGMA mmap_size=0; CREATE TABLE fact(stream BLOB, seq INTEGER, kind TEXT, body BLOB, h BLOB, PRIMARY KEY(stream, seq)) STRICT`);
  const insert = database.prepare('INSERT INTO fact(stream, seq, kind, body, h) VALUES (?, ?, ?, ?, ?)');
  const run = promisify<unknown[], void>((values, done) => insert.run(values, done));
  const stream = Buffer.alloc(8, 1);
  const bytes = Buffer.from(
    JSON.stringify({ rid: body.visit, kind: 'difficulty.reported', v: 1, t: 1, boot: 'b', mono: 1, body }),
  );
  const hash = Buffer.alloc(32, 2);
  const result = await timed(count, (index) => run([stream, index + 1, 'difficulty.reported', bytes, hash]));
  await promisify(insert.finalize.bind(insert))();
  await promisify(database.close.bind(database))();
  return result;
}

/** The other floor: the same bytes appended to a file and synced, 'JSON line + fsync'. */
async function appendRun(count: number): Promise<Run> {
  const file = openSync(join(temporaryFolder(), 'lines.ndjson'), 'a');
  const line = Buffer.from(`${JSON.stringify({ kind: 'difficulty.reported', v: 1, body })}\n`);
  const run = await timed(count, () => {
    writeSync(file, line);
    fdatasyncSync(file);
  });
  closeSync(file);
  return run;
}

/** `journal.record` by one caller against the raw driver and against append + fdatasync, by turns in one process. */
export async function journalRows({ rounds, count }: { rounds: number; count: number }): Promise<Row[]> {
  const runs = { journal: [] as Run[], raw: [] as Run[], append: [] as Run[] };
  await journalRun(100);
  await rawRun(100);
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? (['journal', 'raw', 'append'] as const) : (['append', 'raw', 'journal'] as const);
    for (const name of order)
      runs[name].push(await { journal: journalRun, raw: rawRun, append: appendRun }[name](count));
  }
  const perSecond = (name: keyof typeof runs) => spread(runs[name].map((run) => run.perSecond));
  const p50 = (name: keyof typeof runs) => spread(runs[name].map((run) => run.p50Ms));
  const throughput = perSecond('journal').median / perSecond('raw').median;
  const latency = p50('journal').median / p50('raw').median;
  const floor = p50('append').median;
  const note = floor < 0.05 ? '; fsync is probably not real here' : '';
  return [
    {
      what: 'journal.record, throughput of one caller',
      figure: `${throughput.toFixed(2)} of raw: ${written(perSecond('journal'), '/s', 0)}`,
      against: `raw sqlite3, same pragmas ${written(perSecond('raw'), '/s', 0)}`,
      target: '>= 0.7',
      holds: throughput >= 0.7,
      raw: { ratio: throughput, journal: perSecond('journal'), sqlite3: perSecond('raw') },
    },
    {
      what: 'journal.record, p50',
      figure: `${latency.toFixed(2)}x: ${written(p50('journal'), 'ms', 3)}`,
      against: `raw sqlite3 ${written(p50('raw'), 'ms', 3)}`,
      target: '<= 1.5x',
      holds: latency <= 1.5,
      raw: { ratio: latency, journal: p50('journal'), sqlite3: p50('raw') },
    },
    {
      what: 'journal.record, p50 against append + fdatasync',
      figure: `${(p50('journal').median / floor).toFixed(2)}x`,
      against: `append + fdatasync ${written(p50('append'), 'ms', 3)}${note}`,
      target: '-',
      holds: null,
      raw: { ratio: p50('journal').median / floor, append: p50('append') },
    },
  ];
}
