import { expect, test } from '@playwright/test';
import { startHubProgram } from '../../support/hub.ts';
import { freshFolder, startKiosk } from '../../support/kiosk.ts';
import { Resident } from '../../support/resident.ts';

test('a difficulty reported while the hub is down reaches it once after it returns F19 @fault', async () => {
  test.setTimeout(120_000);
  const hubFolder = freshFolder();
  const hub = await startHubProgram({ folder: hubFolder, tls: true });
  const code = hub.code();
  await hub.stop();

  const folder = freshFolder({ hub: { address: hub.address, ca: hub.ca } });
  const kiosk = await startKiosk({ folder, args: [`--enrol=${code}`] });
  const resident = new Resident(kiosk.page, 'vi');
  await resident.goToGuide();
  await resident.reportDifficulty();
  await resident.solved();
  await resident.end();
  await kiosk.page.waitForTimeout(3000);

  const back = await startHubProgram({ folder: hubFolder, port: hub.port, tls: true });
  await expect.poll(async () => (await back.facts()).ofKind('difficulty.reported').length, { timeout: 60_000 }).toBe(1);
  await expect.poll(async () => (await back.facts()).ofKind('visit.closed').length).toBe(1);
  // Once more down and up: nothing is sent twice.
  await back.stop();
  const again = await startHubProgram({ folder: hubFolder, port: hub.port, tls: true });
  await kiosk.page.waitForTimeout(4000);
  const facts = await again.facts();
  expect(facts.ofKind('difficulty.reported')).toHaveLength(1);
  expect(facts.all.map((fact) => fact.seq).toSorted((one, other) => one - other)).toEqual(
    facts.all.map((_, index) => index + 1),
  );
  await kiosk.close();
  await again.stop();
});
