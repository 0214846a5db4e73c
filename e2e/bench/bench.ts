import { writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot, readRuntime } from '../support/runtime.ts';
import { callersRows, journalRows } from './journal.ts';
import { companionCpuRow, letterRow } from './portal.ts';
import { pressRow, visitsGrowthRow } from './presses.ts';
import type { Row } from './row.ts';
import { scriptSize } from './size.ts';
import { idleCpu, startAndRest } from './start-and-rest.ts';
import { badLinkRow } from './sync/bad-link.ts';
import { catchUpRow } from './sync/catch-up.ts';
import { coldStartRow } from './sync/cold-start.ts';
import { drainRows, loopDelayRow } from './sync/drain.ts';
import { ingestRows } from './sync/ingest.ts';
import { soakRows } from './sync/soak.ts';
import { wireRows } from './sync/wire.ts';
import { table } from './table.ts';

interface Part {
  name: string;
  measure: () => Promise<Row[]> | Row[];
}

const parts: Part[] = [
  { name: 'script size', measure: () => [scriptSize()] },
  { name: 'journal', measure: () => journalRows({ rounds: 7, count: 1500 }) },
  { name: 'callers', measure: () => callersRows({ rounds: 6, count: 6000 }) },
  { name: 'drain', measure: () => drainRows({ rounds: 4, count: 10_000 }) },
  { name: 'wire', measure: () => wireRows({ count: 10_000 }) },
  { name: 'ingest', measure: () => ingestRows({ rounds: 2, seconds: 6, devices: 2000 }) },
  { name: 'loop', measure: async () => [await loopDelayRow({ count: 100_000 })] },
  {
    name: 'start after a power cut',
    measure: async () => [await coldStartRow({ rounds: 5, rows: 1_000_000, pending: 100_000 })],
  },
  { name: 'cold start and memory', measure: () => startAndRest({ rounds: 7 }) },
  { name: 'presses', measure: async () => [await pressRow({ rounds: 5 })] },
  { name: 'letters', measure: async () => [await letterRow({ rounds: 5 })] },
  { name: 'companion', measure: async () => [await companionCpuRow({ rounds: 3, seconds: 20 })] },
  { name: 'growth over visits', measure: async () => [await visitsGrowthRow({ warmUp: 20, visits: 50 })] },
  { name: 'CPU at rest', measure: async () => [await idleCpu({ seconds: 60 })] },
];
/** With `--long`: minutes each. */
const longParts: Part[] = [
  { name: 'bad link', measure: async () => [await badLinkRow({ count: 10_000 })] },
  { name: 'catch-up', measure: async () => [await catchUpRow({ count: 1_440_000 })] },
  { name: 'soak', measure: () => soakRows({ count: 1_000_000 }) },
];

const { values } = parseArgs({
  options: { only: { type: 'string', multiple: true, default: [] }, long: { type: 'boolean', default: false } },
});
const all = [...parts, ...(values.long ? longParts : [])];
const chosen = values.only.length === 0 ? all : all.filter(({ name }) => values.only.includes(name));
if (chosen.length === 0) {
  process.stderr.write(`--only is one of: ${all.map(({ name }) => `'${name}'`).join(', ')}\n`);
  process.exit(64);
}

/** Every figure of one run on one machine; a target is a ratio to a rival measured in the same run. */
const rows: Row[] = [];
const loadBefore = loadavg()[0] ?? 0;
for (const { name, measure } of chosen) {
  const began = performance.now();
  process.stdout.write(`measuring ${name} ... `);
  rows.push(...(await measure()));
  process.stdout.write(`${((performance.now() - began) / 1000).toFixed(0)} s\n`);
}

const { version, origin } = readRuntime();
const machine = {
  measuredAt: new Date().toISOString(),
  electron: `${version} (${origin})`,
  node: process.version,
  cpu: `${cpus()[0]?.model ?? 'unknown'} x ${cpus().length}`,
  memoryGb: Math.round(totalmem() / 1e9),
  /** How many processes wanted a core in the minute before: above zero, others were at work. */
  loadBefore: Number(loadBefore.toFixed(2)),
};
// A part alone is for a look; what is kept is a whole run.
if (values.only.length === 0) {
  const results = process.env.TIEP_DAN_BENCH_RESULTS ?? join(projectRoot, 'e2e/bench/results.json');
  writeFileSync(results, `${JSON.stringify({ machine, rows }, null, 2)}\n`);
}
process.stdout.write(
  `\nElectron ${machine.electron}, Node ${machine.node}, ${machine.cpu}, load before ${machine.loadBefore}\n${table(rows)}\n`,
);
