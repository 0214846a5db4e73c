import type { Row } from '../row.ts';
import { openPair } from './pair.ts';

const pieces = 20;
const walLimit = 16 * 1024 * 1024;

/** P14: facts recorded and sent all the while, a million by default; what both processes hold then, piece by piece. */
export async function soakRows({ count }: { count: number }): Promise<Row[]> {
  const pair = await openPair({ count: 0, seed: 1 });
  await pair.connect();
  const samples: { terminal: number; hub: number; wal: number; file: number }[] = [];
  const began = performance.now();
  for (let piece = 0; piece < pieces; piece += 1) {
    const { rss, wal, file } = await pair.terminal.ask('soak', { count: count / pieces, seed: piece + 1 });
    samples.push({ terminal: rss / 1e6, hub: (await pair.hub.ask('memory')) / 1e6, wal, file });
  }
  const seconds = (performance.now() - began) / 1000;
  const landed = await pair.hub.ask('count');
  await pair.end();
  if (landed !== count) throw new Error(`${landed} of ${count} facts landed`);
  const slope = (of: 'terminal' | 'hub'): number =>
    slopeOf(samples.slice(pieces / 2).map((sample) => sample[of])) / (count / pieces / 100_000);
  const wal = Math.max(...samples.map((sample) => sample.wal));
  const course = (of: 'terminal' | 'hub'): string => samples.map((sample) => sample[of].toFixed(0)).join(' ');
  const memory = (of: 'terminal' | 'hub'): Row => ({
    what: `soak of ${count} facts, memory of the ${of}, growth for 100,000`,
    figure: `${slope(of).toFixed(2)} MB`,
    against: '-',
    target: '<= 1 MB',
    holds: slope(of) <= 1,
    note: `resident MB after each twentieth: ${course(of)}; the slope is of the last half; recorded and drained in ${seconds.toFixed(0)} s`,
    raw: { slope: slope(of), course: course(of) },
  });
  return [
    memory('terminal'),
    memory('hub'),
    {
      what: `soak of ${count} facts, the terminal's write-ahead log at most`,
      figure: `${(wal / 1024 / 1024).toFixed(1)} MiB; file ${((samples.at(-1)?.file ?? 0) / 1e6).toFixed(0)} MB`,
      against: '-',
      target: '<= 16 MiB',
      holds: wal <= walLimit,
      note: 'looked at after each twentieth; the file holds all facts, purging by age does not set in within minutes',
      raw: { wal },
    },
  ];
}

/** Least squares, a step of one. */
function slopeOf(values: number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const above = values.reduce((sum, value, index) => sum + (index - middle) * (value - mean), 0);
  return above / values.reduce((sum, _, index) => sum + (index - middle) ** 2, 0);
}
