import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { filesWith, occurrences } from '../../support/canaries.ts';
import { freshFolder, startKiosk } from '../../support/kiosk.ts';
import { Resident } from '../../support/resident.ts';

/** Strings that nothing but a resident's fingers can have put there. */
const canaries = { onPad: 'chimhoangyen', onKeyboard: 'canaryqwertz', anywhere: 'hoangyenbay' };
const words = Object.values(canaries);

test('nothing that is typed anywhere reaches a file of the kiosk or of its hub, byte by byte F53 @fault', async () => {
  const folder = freshFolder();
  const kiosk = await startKiosk({ folder });
  const resident = new Resident(kiosk.page, 'vi');

  await resident.start();
  await kiosk.page.keyboard.type(canaries.anywhere);
  await resident.openSearch();
  await resident.typeOnPad(canaries.onPad);
  await expect(kiosk.page.locator('body')).toContainText(canaries.onPad);
  await resident.clearSearch();
  await kiosk.page.keyboard.type(canaries.onKeyboard);
  await resident.back();
  await resident.chooseService();
  await resident.readFactsAndPapers();
  await kiosk.page.keyboard.type(canaries.anywhere);
  await resident.reportDifficulty();
  await kiosk.page.keyboard.type(canaries.anywhere);
  await resident.solved();

  // Half of it is searched while the kiosk runs, the page is crashed and the power cut on top: every way a visit ends.
  expect(filesWith(folder, words)).toEqual([]);
  await resident.end();
  await expect.poll(async () => (await kiosk.facts()).ofKind('visit.closed').length).toBe(1);
  await resident.leave();
  await resident.start();
  await resident.openSearch();
  await resident.typeOnPad(canaries.onPad);
  await kiosk.kill();
  expect(filesWith(folder, words)).toEqual([]);

  const again = await startKiosk({ folder });
  await expect.poll(async () => (await again.facts()).ofKind('visit.closed').length).toBe(2);
  const page = new Resident(again.page, 'vi');
  await page.start();
  await page.openSearch();
  await page.typeOnPad(canaries.onPad);
  await again.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
  await expect.poll(async () => (await again.facts()).ofKind('visit.closed').length).toBe(3);
  await again.close();
  expect(existsSync(join(folder, 'hub.sqlite'))).toBe(true);
  expect(filesWith(folder, words)).toEqual([]);
  expect(filesWith(tmpdir(), words, 1)).toEqual([]);
});

test('the search itself can see a canary: in UTF-8, in UTF-16 and in a database', async () => {
  const folder = freshFolder({ hall: { name: `Hội trường ${canaries.onPad}` } });
  expect(filesWith(folder, words)).toEqual(['terminal.json utf8']);
  expect(occurrences(words, Buffer.from(canaries.onPad, 'utf16le'))).toEqual(['utf16le']);
  expect(occurrences(words, Buffer.from(canaries.onPad, 'utf16le').swap16())).toEqual(['utf16be']);
});
