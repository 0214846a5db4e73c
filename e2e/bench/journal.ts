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
  p99Ms: number;
}

/** `callers` at once, each one after the other. */
async function timed(count: number, callers: number, once: (index: number) => Promise<void> | void): Promise<Run> {
  const times: number[] = [];
  const began = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (next < count) {
        const before = performance.now();
        next += 1;
        await once(next - 1);
        times.push(performance.now() - before);
      }
    }),
  );
  const perSecond = (count / (performance.now() - began)) * 1000;
  return { perSecond, p50Ms: quantile(times, 0.5), p99Ms: quantile(times, 0.99) };
}

async function journalRun(count: number, callers = 1): Promise<Run> {
  const opened = await openTerminalStore({
    folder: temporaryFolder(),
    clock: { now: Date.now },
    log: silent,
    ballastBytes: 0,
  });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  const { journal, close } = opened.value;
  const run = await timed(count, callers, async () => {
    await journal.record('difficulty.reported', body);
  });
  await close();
  return run;
}

/** The floor with the same driver, pragmas and row: a prepared insert, nothing else. */
async function rawRun(count: number, callers = 1): Promise<Run> {
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
  const result = await timed(count, callers, (index) => run([stream, index + 1, 'difficulty.reported', bytes, hash]));
  await promisify(insert.finalize.bind(insert))();
  await promisify(database.close.bind(database))();
  return result;
}

/** The other floor: the same bytes appended to a file and synced, 'JSON line + fsync'. */
async function appendRun(count: number, callers = 1): Promise<Run> {
  const file = openSync(join(temporaryFolder(), 'lines.ndjson'), 'a');
  const line = Buffer.from(`${JSON.stringify({ kind: 'difficulty.reported', v: 1, body })}\n`);
  const run = await timed(count, callers, () => {
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
  const p99 = (name: keyof typeof runs) => spread(runs[name].map((run) => run.p99Ms));
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
    {
      what: 'journal.record, p99, FULL',
      figure: written(p99('journal'), 'ms'),
      against: `append + fdatasync ${written(p99('append'), 'ms')}`,
      target: '<= 2x + 5 ms',
      holds: p99('journal').median <= 2 * p99('append').median + 5,
      raw: { journal: p99('journal'), append: p99('append'), sqlite3: p99('raw') },
    },
  ];
}

/** P2: a hall full of callers at once shares commits; the floors have one commit or one sync for each. */
export async function callersRows({ rounds, count }: { rounds: number; count: number }): Promise<Row[]> {
  const callers = 64;
  const ways = {
    one: () => journalRun(count / 4),
    many: () => journalRun(count, callers),
    raw: () => rawRun(count / 4, callers),
    append: () => appendRun(count / 4, callers),
  };
  type Way = keyof typeof ways;
  const names = Object.keys(ways) as Way[];
  const runs: Record<Way, number[]> = { one: [], many: [], raw: [], append: [] };
  await journalRun(1000, callers);
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) runs[name].push((await ways[name]()).perSecond);
  }
  const [one, many, raw, append] = [spread(runs.one), spread(runs.many), spread(runs.raw), spread(runs.append)];
  const best = raw.median > append.median ? raw : append;
  return [
    {
      what: `journal.record, ${callers} callers at once, FULL`,
      figure: `${(many.median / one.median).toFixed(1)}x: ${written(many, '/s', 0)}`,
      against: `one caller ${written(one, '/s', 0)}`,
      target: '>= 10x',
      holds: many.median >= 10 * one.median,
      note: 'shared commits gain as much as a sync is dear: where one takes 0.1 ms, making the fact (check, id, JSON, hash) is what is left',
      raw: { ratio: many.median / one.median, many, one },
    },
    {
      what: `journal.record, ${callers} callers at once, against others as durable`,
      figure: `${(many.median / best.median).toFixed(1)}x`,
      against: `raw sqlite3 FULL ${written(raw, '/s', 0)}; append + fdatasync ${written(append, '/s', 0)}`,
      target: '>= 3x',
      holds: many.median >= 3 * best.median,
      raw: { ratio: many.median / best.median, raw, append },
    },
  ];
}
