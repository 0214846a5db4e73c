import type { ElectronApplication, Page } from '@playwright/test';

/**
 * Gives a running kiosk another day (YYYY-MM-DD, from 10:00 in the hall on), in its main process and in its page; timers run as
 * ever. libfaketime, which does this to the programs of wrong-clock.test.ts, does not get Electron's sandboxed page to start.
 */
export async function moveTo(day: string, { app, page }: { app: ElectronApplication; page: Page }): Promise<void> {
  const shift = Date.parse(`${day}T03:00:00Z`) - Date.now();
  await app.evaluate(moveClock, shift);
  await page.evaluate(moveClock, shift);
}

/** Runs over there, and knows nothing of this file. Playwright hands over Electron first, and to a page the shift (ms) alone. */
function moveClock(first: unknown, second?: number): void {
  const shift = second ?? Number(first);
  const now = Date.now;
  globalThis.Date = class extends Date {
    constructor(...given: unknown[]) {
      if (given.length === 0) super(now() + shift);
      else super(...(given as [number]));
    }
    static override now = (): number => now() + shift;
  } as DateConstructor;
}
