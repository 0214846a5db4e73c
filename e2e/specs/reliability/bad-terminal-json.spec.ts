import { expect, test } from '@playwright/test';
import { freshFolder, startKiosk, writeConfig } from '../../support/kiosk.ts';

test('a wrong terminal.json gives every fault with its path, and residents see that the kiosk is resting', async () => {
  const folder = freshFolder({ role: 'printer', panel: { widthMm: 'wide' }, colour: 'red' });
  const kiosk = await startKiosk({ folder });
  await expect(kiosk.page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(kiosk.page.url()).toContain('out-of-service.html?code=config');
  const seen = await kiosk.page.locator('body').innerText();
  expect(seen).not.toMatch(/error|stack|undefined|terminal\.json/i);
  for (const line of ['role: expected one of kiosk, desk', 'panel.widthMm: expected ', 'no such key: colour']) {
    expect(kiosk.output()).toContain(line);
  }
  await kiosk.close();
});

test('a terminal.json that is not JSON is one fault', async () => {
  const folder = freshFolder();
  writeConfig(folder, '{ "role": kiosk }');
  const kiosk = await startKiosk({ folder });
  await expect(kiosk.page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(kiosk.output()).toContain('terminal.json has 1 fault(s)');
  await kiosk.close();
});
