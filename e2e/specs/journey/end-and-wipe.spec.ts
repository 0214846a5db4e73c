import { expect, test } from '@playwright/test';
import { startKiosk } from '../../support/kiosk.ts';
import { Resident } from '../../support/resident.ts';

test('end and wipe: from the middle of a guide everything is gone within a second', async () => {
  const kiosk = await startKiosk();
  const resident = new Resident(kiosk.page, 'vi');
  await resident.goToGuide();
  const service = await kiosk.page.locator('[data-screen]').innerText();
  expect(service).toContain('tạm trú');
  const pressed = Date.now();
  await resident.end();
  await expect(kiosk.page.locator('[data-screen=farewell]')).toBeVisible();
  expect(Date.now() - pressed).toBeLessThan(1000);
  await expect(kiosk.page.locator('body')).not.toContainText('tạm trú');
  await resident.rate(4);
  await resident.leave();
  await expect(kiosk.page.locator('[data-screen=attract]')).toBeVisible();
  await expect
    .poll(async () => (await kiosk.facts()).ofKind('visit.rated').map((fact) => fact.body.rating))
    .toEqual([4]);
  const facts = await kiosk.facts();
  expect(facts.ofKind('visit.closed').map((fact) => fact.body.ending)).toEqual(['ended']);
  expect(facts.ofKind('visit.rated')[0]?.body.visit).toBe(facts.ofKind('visit.closed')[0]?.body.visit);
  await kiosk.close();
});
