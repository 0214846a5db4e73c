import { expect, test } from '@playwright/test';
import { startAtPortal } from '../../support/on-portal.ts';
import { say, spoken } from '../../support/say.ts';

/** Shorter than the test waits: on the portal, the warning would come meanwhile. */
const idle = { quietSeconds: 30, quietSecondsAtMost: 60, secondsPerSyllable: 0.2, warningSeconds: 20 };

test('whoever goes on in VNeID leaves the portal: its page and log-in are gone, the guide goes on by hand, and there is time to look at the phone', async () => {
  test.setTimeout(180_000);
  const { kiosk, portal, resident } = await startAtPortal({ config: { idle } });
  const { page } = kiosk;
  const words = spoken('vi', resident.service).steps['find-service'];
  const openPage = resident.button(say('vi', 'portal.open'));
  const pages = (): Promise<number> => kiosk.app.evaluate(({ webContents }) => webContents.getAllWebContents().length);
  const goOnInVneid = async (): Promise<void> => {
    await resident.press(say('vi', 'portal.tools'));
    await resident.press(say('vi', 'tools.vneid.title'));
    await resident.atSheet('none');
  };

  await resident.openPortal();
  await resident.logIn();
  expect(await pages()).toBe(2);
  await goOnInVneid();
  await expect.poll(pages).toBe(1);
  await expect(page.locator('[data-portal]')).toHaveCount(0);
  await resident.atStep('find-service');
  await expect(page.getByText(words?.vneid ?? '')).toBeVisible();
  await expect(page.getByText(words?.portal ?? '')).toHaveCount(0);
  await expect(openPage).toHaveCount(0);

  await page.waitForTimeout((idle.quietSeconds + 3) * 1000);
  await expect(resident.warning()).toHaveCount(0);

  // Back on the portal, it knows nobody.
  await resident.press(say('vi', 'step.onKiosk'));
  await expect(page.getByText(words?.portal ?? '')).toBeVisible();
  await resident.openPortal();
  const guest = await resident.guest();
  await guest.getByRole('link', { name: 'Đăng nhập' }).waitFor();
  const cookies = await kiosk.app.evaluate(
    async ({ webContents }) =>
      await webContents
        .getAllWebContents()
        .find((contents) => contents.getURL().startsWith('https'))
        ?.session.cookies.get({}),
  );
  expect(cookies).toEqual([]);

  await goOnInVneid();
  await resident.walkToEnding(async () => {
    await expect(openPage).toHaveCount(0);
    await expect(page.locator('[data-portal]')).toHaveCount(0);
  });
  expect(await pages()).toBe(1);
  expect(portal.filings).toEqual([]);
  await resident.finish();
  await expect
    .poll(async () => (await kiosk.facts()).ofKind('visit.closed').map(({ body }) => body.ending))
    .toEqual(['completed']);

  // Nothing of it is left for whoever comes next.
  await resident.goToGuide();
  await expect(openPage).toBeVisible();
  await kiosk.close();
  await portal.close();
});
