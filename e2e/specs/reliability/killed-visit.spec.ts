import { expect, test } from '@playwright/test';
import { freshFolder, startKiosk } from '../../support/kiosk.ts';
import { Resident } from '../../support/resident.ts';

/** Every screen a visit can stand on, and the way there. */
const places: [string, (resident: Resident) => Promise<void>][] = [
  ['language', (resident) => resident.touchToStart()],
  ['choose', (resident) => resident.start()],
  [
    'search',
    async (resident) => {
      await resident.start();
      await resident.openSearch();
    },
  ],
  [
    'facts',
    async (resident) => {
      await resident.start();
      await resident.chooseService();
    },
  ],
  ['papers', (resident) => resident.goToPapers()],
  ['step', (resident) => resident.goToGuide()],
  [
    'difficulty',
    async (resident) => {
      await resident.goToGuide();
      await resident.reportDifficulty();
    },
  ],
  [
    'help',
    async (resident) => {
      await resident.goToGuide();
      await resident.callOfficer();
    },
  ],
  [
    'ending',
    async (resident) => {
      await resident.goToGuide();
      await resident.walkToEnding();
    },
  ],
];

test('power cut on every screen: after the restart the hub holds exactly one visit.closed for it, interrupted F01 @fault', async () => {
  test.setTimeout(180_000);
  const folder = freshFolder();
  for (const [index, [, go]] of places.entries()) {
    const kiosk = await startKiosk({ folder });
    const resident = new Resident(kiosk.page, 'vi');
    await go(resident);
    await kiosk.page.waitForTimeout(300);
    await kiosk.kill();

    const again = await startKiosk({ folder });
    await expect(again.page.locator('[data-screen=attract]')).toBeVisible();
    await expect.poll(async () => (await again.facts()).ofKind('visit.closed').length).toBe(index + 1);
    await again.kill();
  }
  const last = await startKiosk({ folder });
  await expect.poll(async () => (await last.facts()).ofKind('device.health').length).toBe(2 * places.length + 1);
  const closed = (await last.facts()).ofKind('visit.closed');
  expect(closed.map((fact) => fact.body.ending)).toEqual(places.map(() => 'interrupted'));
  expect(new Set(closed.map((fact) => fact.body.visit)).size).toBe(places.length);
  await last.close();
});
