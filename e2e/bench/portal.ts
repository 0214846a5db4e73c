import type { Page } from '@playwright/test';
import { hosts } from '../portal/stand-in.ts';
import { type OnPortal, startAtPortal } from '../support/on-portal.ts';
import { treeFigures } from './processes.ts';
import { pause } from './programs.ts';
import { type Row, written } from './row.ts';
import { quantile, spread } from './spread.ts';

/** Remembers when the finger left the last key, by the clock that both pages share. */
function watchKeys(): void {
  addEventListener(
    'pointerup',
    ({ timeStamp }) => Object.assign(globalThis, { releasedAt: performance.timeOrigin + timeStamp }),
    { capture: true },
  );
}

/** Remembers when a letter stood in the box, painted. */
function watchBox(box: Element): void {
  const letters: number[] = [];
  Object.assign(globalThis, { letters });
  box.addEventListener('input', () =>
    requestAnimationFrame(() => {
      const painted = new MessageChannel();
      painted.port1.onmessage = () => letters.push(performance.timeOrigin + performance.now());
      painted.port2.postMessage(null);
    }),
  );
}

const text = 'so khong pho khong co that';

/** Press on the glass to letter painted in a box of the portal's form, on its real libraries and with the companion there. */
export async function letterRow({ rounds }: { rounds: number }): Promise<Row> {
  const { kiosk, portal, resident } = await startAtPortal({ markup: 'widgets' });
  await resident.openPortal();
  await resident.logIn();
  await resident.openForm();
  const guest = await resident.guest();
  const box = guest.locator('#txtSUGGEST_ADDRESS');
  await kiosk.page.evaluate(watchKeys);
  await box.evaluate(watchBox);
  await box.click();
  const p95: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const times: number[] = [];
    for (const letter of text) times.push(await timeOf(letter, resident, guest));
    p95.push(quantile(times, 0.95));
  }
  await kiosk.close();
  await portal.close();
  const median = spread(p95);
  return {
    what: 'press on the glass to letter in the form of the portal, p95',
    figure: `${written(median, 'ms', 1)} over ${rounds * text.length} letters`,
    against: '-',
    target: '<= 50 ms',
    holds: median.median <= 50,
    raw: { p95: median, letters: rounds * text.length },
  };
}

async function timeOf(letter: string, resident: OnPortal, guest: Page): Promise<number> {
  await resident.type(letter);
  await guest.waitForFunction(() => (globalThis as unknown as { letters: number[] }).letters.length > 0);
  const there = await guest.evaluate(() => (globalThis as unknown as { letters: number[] }).letters.splice(0).at(-1));
  const released = await resident.page.evaluate(() => (globalThis as unknown as { releasedAt: number }).releasedAt);
  return (there ?? Number.POSITIVE_INFINITY) - released;
}

/** CPU while the portal's form stands still, in percent of one core: watched by the companion, and the same kiosk without it. */
export async function companionCpuRow({ rounds, seconds }: { rounds: number; seconds: number }): Promise<Row> {
  const figures = { watched: [] as number[], alone: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    // By turns, so that a slow minute hits both.
    for (const how of round % 2 === 0 ? (['watched', 'alone'] as const) : (['alone', 'watched'] as const))
      figures[how].push(await stillPage(how, seconds));
  }
  const [watched, alone] = [spread(figures.watched), spread(figures.alone)];
  const more = watched.median - alone.median;
  return {
    what: `CPU of the companion on a still form, over ${seconds} s`,
    figure: `${more.toFixed(2)} % of a core more: ${written(watched, '%')}`,
    against: `without it ${written(alone, '%')}`,
    target: '<= 3 %',
    holds: more <= 3,
    raw: { more, watched, alone },
  };
}

async function stillPage(how: 'watched' | 'alone', seconds: number): Promise<number> {
  const { kiosk, portal, resident } = await startAtPortal({ markup: 'widgets' });
  if (how === 'alone') {
    // The companion's code is never put onto a page that comes from now on.
    await kiosk.app.evaluate(({ app }) => {
      app.on('web-contents-created', (_event, contents) => {
        contents.executeJavaScriptInIsolatedWorld = async () => await new Promise(() => undefined);
      });
    });
  }
  await resident.openPortal();
  // By the phone: without the companion no keys are laid out to type on.
  await resident.atHost(hosts.logIn);
  await (await resident.guest()).getByAltText('qr_images').waitFor();
  portal.confirm();
  await resident.atHost(hosts.residence);
  const guest = await resident.guest();
  await guest.locator('#cboRECEIVE_ADDR_CITY_CODE option').nth(1).waitFor({ state: 'attached' });
  await pause(5000);
  const root = kiosk.app.process().pid ?? 0;
  const before = treeFigures(root).cpuSeconds;
  await pause(seconds * 1000);
  const percent = ((treeFigures(root).cpuSeconds - before) / seconds) * 100;
  await kiosk.close();
  await portal.close();
  return percent;
}
