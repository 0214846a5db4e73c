import { expect, test } from '@playwright/test';
import { startKiosk } from '../../support/kiosk.ts';
import { Resident } from '../../support/resident.ts';
import { say, spoken } from '../../support/say.ts';

test('the language can be changed in the middle of a guide: the step stays, and back still leads one step back', async () => {
  const kiosk = await startKiosk();
  const { page } = kiosk;
  const vietnamese = new Resident(page, 'vi');
  const english = new Resident(page, 'en');
  await vietnamese.goToGuide();
  const first = (await vietnamese.step()) ?? '';
  await vietnamese.onwards();
  const second = (await vietnamese.step()) ?? '';
  await vietnamese.press(say('en', 'language.name'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    spoken('en', english.service).steps[second]?.title ?? '',
  );
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await english.back();
  await expect(page.locator(`[data-step="${first}"]`)).toBeVisible();
  await english.end();
  await english.leave();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(
    say('vi', 'attract.frame.welcome.title').split('\n')[0] ?? '',
  );
  await kiosk.close();
});

test('a double tap answers one question (K-05)', async () => {
  const kiosk = await startKiosk();
  const { page } = kiosk;
  const resident = new Resident(page, 'vi');
  await resident.goToGuide();
  await page.waitForTimeout(400);
  const done = spoken('vi', resident.service).steps[(await resident.step()) ?? '']?.done ?? '';
  const box = await resident.button(done).boundingBox();
  const [x, y] = [(box?.x ?? 0) + 50, (box?.y ?? 0) + 40];
  await page.mouse.click(x, y);
  await page.waitForTimeout(120);
  await page.mouse.click(x, y);
  await page.waitForTimeout(500);
  expect(await resident.step()).toBe('find-service');
  await kiosk.close();
});
