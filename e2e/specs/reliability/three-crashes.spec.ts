import { expect, test } from '@playwright/test';
import { startKiosk } from '../../support/kiosk.ts';

test('the third lost page in ten minutes: the kiosk rests, then leaves with a code for its supervisor', async () => {
  const kiosk = await startKiosk();
  await expect(kiosk.page.locator('[data-screen=attract]')).toBeVisible();
  const ended = new Promise<number | null>((done) => kiosk.app.process().once('exit', (code) => done(code)));
  const url = await kiosk.app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents === undefined) return '';
    for (let crash = 0; crash < 3; crash += 1) {
      const gone = new Promise((done) => contents.once('render-process-gone', () => done(null)));
      contents.forcefullyCrashRenderer();
      await gone;
      await new Promise((done) => contents.once('did-finish-load', () => done(null)));
      await new Promise((done) => setTimeout(done, 300));
    }
    return contents.getURL();
  });
  expect(url).toContain('out-of-service.html?code=screen');
  expect(await ended).toBe(70);
});
