import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { projectRoot, readRuntime } from '../support/runtime.ts';
import { journalRows } from './journal.ts';
import { pressRow, visitsGrowthRow } from './presses.ts';
import type { Row } from './row.ts';
import { scriptSize } from './size.ts';
import { idleCpu, startAndRest } from './start-and-rest.ts';
import { table } from './table.ts';

const results = process.env.TIEP_DAN_BENCH_RESULTS ?? join(projectRoot, 'e2e/bench/results.json');
const rows: Row[] = [];

/** Every figure of one run on one machine; a target is a ratio to a rival measured in the same run. */
async function part(name: string, measure: () => Promise<Row[]> | Row[]): Promise<void> {
  const began = performance.now();
  process.stdout.write(`measuring ${name} ... `);
  rows.push(...(await measure()));
  process.stdout.write(`${((performance.now() - began) / 1000).toFixed(0)} s\n`);
}

await part('script size', () => [scriptSize()]);
await part('journal', () => journalRows({ rounds: 7, count: 1500 }));
await part('cold start and memory', () => startAndRest({ rounds: 7 }));
await part('presses', async () => [await pressRow({ rounds: 5 })]);
await part('growth over visits', async () => [await visitsGrowthRow({ warmUp: 20, visits: 50 })]);
await part('CPU at rest', async () => [await idleCpu({ seconds: 60 })]);

const { version, origin } = readRuntime();
const machine = {
  measuredAt: new Date().toISOString(),
  electron: `${version} (${origin})`,
  node: process.version,
  cpu: `${cpus()[0]?.model ?? 'unknown'} x ${cpus().length}`,
  memoryGb: Math.round(totalmem() / 1e9),
};
writeFileSync(results, `${JSON.stringify({ machine, rows }, null, 2)}\n`);
process.stdout.write(`\nElectron ${machine.electron}, Node ${machine.node}, ${machine.cpu}\n${table(rows)}\n`);
