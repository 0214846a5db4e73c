import { tmpdir } from 'node:os';
import { expect, test } from '@playwright/test';
import { filesWith } from '../../support/canaries.ts';
import { freshFolder, type Kiosk, startKiosk } from '../../support/kiosk.ts';
import { Resident } from '../../support/resident.ts';
import { say } from '../../support/say.ts';

const canaries = { sent: 'chimsaudong', halfWritten: 'chimchaomao' };
const both = Object.values(canaries);

/** Reports what no code fits, and begins to write. The hub's key comes a moment after the kiosk has started. */
async function write(kiosk: Kiosk, resident: Resident, text: string): Promise<void> {
  const offer = kiosk.page.getByRole('button', { name: say('vi', 'words.open') });
  await resident.goToGuide();
  await expect(async () => {
    await resident.reportOther();
    if (await offer.isVisible()) return;
    await resident.press(say('vi', 'difficulty.otherSolved'));
    await resident.atSheet('none');
    throw new Error('nobody is asked yet');
  }).toPass({ timeout: 30_000 });
  await resident.press(say('vi', 'words.open'));
  await expect(kiosk.page.locator('[data-draft]')).toBeVisible();
  for (const letter of text) await kiosk.page.getByRole('button', { name: letter, exact: true }).click();
  await expect(kiosk.page.locator('[data-draft]')).toContainText(text);
}

test('own words reach the hub sealed; a stolen copy of the kiosk’s folder has nothing of them, nor of what was not sent (F53)', async () => {
  test.setTimeout(180_000);
  const folder = freshFolder();
  const kiosk = await startKiosk({ folder });
  const resident = new Resident(kiosk.page, 'vi');
  await write(kiosk, resident, canaries.sent);
  await kiosk.page.waitForTimeout(500);
  await kiosk.page.getByRole('button', { name: say('vi', 'words.send'), exact: true }).click();
  await expect(kiosk.page.locator('body')).toContainText(say('vi', 'words.taken'));
  await expect
    .poll(async () => (await kiosk.facts()).ofKind('difficulty.explained').length, { timeout: 20_000 })
    .toBe(1);
  const [explained] = (await kiosk.facts()).ofKind('difficulty.explained');
  expect(JSON.stringify(explained)).toContain('"box":');
  expect(filesWith(folder, both)).toEqual([]);
  await resident.end();
  await resident.leave();

  // The power fails while somebody writes.
  await write(kiosk, resident, canaries.halfWritten);
  await kiosk.kill();
  expect(filesWith(folder, both)).toEqual([]);
  expect(filesWith(tmpdir(), both, 1)).toEqual([]);
  // What was sealed is there: the search has looked into the right files.
  const box = JSON.stringify(explained).match(/"box":"([^"]{40})/)?.[1] ?? 'no box';
  expect(filesWith(folder, [box]).length).toBeGreaterThan(0);
});
