import { expect, test } from '@playwright/test';
import { freshFolder, runProgram, startKiosk, writeConfig } from '../../support/kiosk.ts';

/** What the program tells the engineer who started it, before it is asked to end. */
async function toldAtStart(folder: string): Promise<string> {
  const { process, ended } = runProgram([`--user-data-dir=${folder}`]);
  await new Promise((done) => setTimeout(done, 3000));
  process.kill('SIGTERM');
  return (await ended).output;
}

test('a wrong terminal.json gives every fault with its path, and residents see that the kiosk is resting', async () => {
  const folder = freshFolder({ role: 'printer', panel: { widthMm: 'wide' }, colour: 'red' });
  const kiosk = await startKiosk({ folder });
  await expect(kiosk.page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(kiosk.page.url()).toContain('out-of-service.html?code=config');
  const seen = await kiosk.page.locator('body').innerText();
  expect(seen).not.toMatch(/error|stack|undefined|terminal\.json/i);
  await kiosk.close();

  const told = await toldAtStart(folder);
  expect(told).toContain('terminal.json has 3 fault(s)');
  for (const line of ['role: expected one of kiosk, desk', 'panel.widthMm: expected ', 'no such key: colour']) {
    expect(told).toContain(line);
  }
});

test('a terminal.json that is not JSON is one fault', async () => {
  const folder = freshFolder();
  writeConfig(folder, '{ "role": kiosk }');
  expect(await toldAtStart(folder)).toContain('terminal.json has 1 fault(s)');
});
