import { expect, test } from '@playwright/test';
import { freshFolder, startKiosk } from '../../support/kiosk.ts';
import { Resident } from '../../support/resident.ts';

test('silence: a warning one can answer, then the visit is wiped and closed as idle', async () => {
  test.setTimeout(180_000);
  const idle = { quietSeconds: 30, quietSecondsAtMost: 60, secondsPerSyllable: 0.2, warningSeconds: 20 };
  const kiosk = await startKiosk({ folder: freshFolder({ idle }) });
  const resident = new Resident(kiosk.page, 'vi');
  await resident.goToGuide();
  const { page } = kiosk;
  await resident.warning().waitFor({ timeout: 70_000 });
  await resident.stay();
  await expect(resident.warning()).toBeHidden();
  await expect(page.locator('[data-screen=step]')).toBeVisible();

  await resident.warning().waitFor({ timeout: 70_000 });
  await expect(page.locator('[data-screen=attract]')).toBeVisible({ timeout: 30_000 });
  await expect
    .poll(async () => (await kiosk.facts()).ofKind('visit.closed').map((fact) => fact.body.ending))
    .toEqual(['idle']);
  await kiosk.close();
});
