import { expect, test } from '@playwright/test';
import { runProgram, startKiosk } from '../../support/kiosk.ts';

test('a second kiosk on the same data folder says so and ends, the first goes on F15 @fault', async () => {
  const kiosk = await startKiosk();
  await expect(kiosk.page.locator('[data-screen=attract]')).toBeVisible();
  const second = await runProgram([`--user-data-dir=${kiosk.folder}`]).ended;
  expect(second.code).toBe(73);
  expect(second.output).toContain(`already running on this data folder: ${kiosk.folder}`);
  await expect(kiosk.page.locator('[data-screen=attract]')).toBeVisible();
  await expect.poll(async () => (await kiosk.facts()).ofKind('device.health')).toHaveLength(1);
  await kiosk.close();
});
