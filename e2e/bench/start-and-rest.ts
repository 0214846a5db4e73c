import { treeFigures } from './processes.ts';
import { bareProgram, kioskProgram, type Program, pause, startProgram } from './programs.ts';
import { type Row, written } from './row.ts';
import { spread } from './spread.ts';

const settleMs = 4000;

async function measure(program: Program): Promise<{ readyMs: number; residentBytes: number }> {
  const started = await startProgram(program);
  await pause(settleMs);
  const { residentBytes } = treeFigures(started.pid);
  await started.stop();
  return { readyMs: started.readyMs, residentBytes };
}

/** Cold start and memory at rest, kiosk and bare window by turns (ABBA), so that a slow minute hits both. */
export async function startAndRest({ rounds }: { rounds: number }): Promise<Row[]> {
  const kiosk = kioskProgram();
  const bare = bareProgram();
  const figures = {
    kiosk: [] as Awaited<ReturnType<typeof measure>>[],
    bare: [] as Awaited<ReturnType<typeof measure>>[],
  };
  await measure(bare);
  await measure(kiosk);
  for (let round = 0; round < rounds; round += 1) {
    const order =
      round % 2 === 0
        ? ([
            ['kiosk', kiosk],
            ['bare', bare],
          ] as const)
        : ([
            ['bare', bare],
            ['kiosk', kiosk],
          ] as const);
    for (const [name, program] of order) figures[name].push(await measure(program));
  }
  const seconds = (name: 'kiosk' | 'bare') => spread(figures[name].map((run) => run.readyMs / 1000));
  const megabytes = (name: 'kiosk' | 'bare') => spread(figures[name].map((run) => run.residentBytes / 1e6));
  const start = seconds('kiosk').median / seconds('bare').median;
  const memory = megabytes('kiosk').median / megabytes('bare').median;
  return [
    {
      what: 'cold start to attract',
      figure: `${start.toFixed(2)}x: ${written(seconds('kiosk'), 's')}`,
      against: `bare window ${written(seconds('bare'), 's')}`,
      target: '<= 1.6x',
      holds: start <= 1.6,
      raw: { ratio: start, kiosk: seconds('kiosk'), bare: seconds('bare') },
    },
    {
      what: 'memory of all processes at attract (summed RSS)',
      figure: `${memory.toFixed(2)}x: ${written(megabytes('kiosk'), 'MB', 0)}`,
      against: `bare window ${written(megabytes('bare'), 'MB', 0)}`,
      target: '<= 1.5x',
      holds: memory <= 1.5,
      raw: { ratio: memory, kiosk: megabytes('kiosk'), bare: megabytes('bare') },
    },
  ];
}

/** CPU of all processes while the attract screen stands, in percent of one core. */
export async function idleCpu({ seconds }: { seconds: number }): Promise<Row> {
  const started = await startProgram(kioskProgram());
  await pause(settleMs);
  const windows: number[] = [];
  const parts = 5;
  for (let part = 0; part < parts; part += 1) {
    const before = treeFigures(started.pid).cpuSeconds;
    await pause((seconds * 1000) / parts);
    windows.push(((treeFigures(started.pid).cpuSeconds - before) / (seconds / parts)) * 100);
  }
  await started.stop();
  const mean = windows.reduce((sum, percent) => sum + percent, 0) / parts;
  return {
    what: `CPU at attract over ${seconds} s`,
    figure: `${mean.toFixed(2)} % of a core; per ${seconds / parts} s: ${written(spread(windows), '%')}`,
    against: '-',
    target: '<= 2 %',
    holds: mean <= 2,
    raw: { mean, windows: spread(windows) },
  };
}
