import { startKiosk } from '../support/kiosk.ts';
import { Resident } from '../support/resident.ts';
import { treeFigures } from './processes.ts';
import { pause } from './programs.ts';
import { type Row, written } from './row.ts';
import { quantile, spread } from './spread.ts';

/** Watches presses inside the page: from the finger leaving the glass to the frame after the next step is in the page. */
function watchPresses(): void {
  const times: number[] = [];
  Object.assign(globalThis, { pressTimes: times });
  let released: number | null = null;
  addEventListener(
    'pointerup',
    (event) => {
      released = event.timeStamp;
    },
    { capture: true },
  );
  new MutationObserver(() => {
    if (released === null) return;
    const began = released;
    released = null;
    requestAnimationFrame(() => {
      const painted = new MessageChannel();
      painted.port1.onmessage = () => times.push(performance.now() - began);
      painted.port2.postMessage(null);
    });
  }).observe(document.documentElement, {
    subtree: true,
    attributes: true,
    attributeFilter: ['data-step', 'data-screen', 'data-sheet'],
  });
}

/** Press to next screen painted, over guides walked to their ending and back. */
export async function pressRow({ rounds }: { rounds: number }): Promise<Row> {
  const kiosk = await startKiosk();
  const resident = new Resident(kiosk.page, 'vi');
  await kiosk.page.evaluate(watchPresses);
  const p95: number[] = [];
  let presses = 0;
  for (let round = 0; round < rounds; round += 1) {
    await resident.goToGuide();
    await resident.walkToEnding();
    await resident.finish();
    const times = await kiosk.page.evaluate(() =>
      (globalThis as unknown as { pressTimes: number[] }).pressTimes.splice(0),
    );
    presses += times.length;
    p95.push(quantile(times, 0.95));
  }
  await kiosk.close();
  const median = spread(p95);
  return {
    what: 'press to next screen painted, p95',
    figure: `${written(median, 'ms', 1)} over ${presses} presses`,
    against: '-',
    target: '<= 50 ms',
    holds: median.median <= 50,
    raw: { p95: median, presses },
  };
}

/** How much larger all processes are after `visits` whole visits than after the first `warmUp`. */
export async function visitsGrowthRow({ warmUp, visits }: { warmUp: number; visits: number }): Promise<Row> {
  const kiosk = await startKiosk();
  const resident = new Resident(kiosk.page, 'vi');
  const root = kiosk.app.process().pid ?? 0;
  const settled = async (): Promise<number> => {
    await pause(3000);
    return treeFigures(root).residentBytes / 1e6;
  };
  const walk = async (count: number): Promise<void> => {
    for (let visit = 0; visit < count; visit += 1) {
      await resident.goToGuide();
      await resident.walkToEnding();
      await resident.finish();
    }
  };
  await walk(warmUp);
  const before = await settled();
  await walk(visits);
  const after = await settled();
  await kiosk.close();
  const growth = (after / before - 1) * 100;
  return {
    what: `memory growth over ${visits} visits after the first ${warmUp}`,
    figure: `${growth.toFixed(1)} %: ${before.toFixed(0)} -> ${after.toFixed(0)} MB`,
    against: '-',
    target: '< 5 %',
    holds: growth < 5,
    raw: { growth, before, after },
  };
}
