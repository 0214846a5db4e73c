import { expect, test } from '@playwright/test';
import { walkConfig, walkEveryScreen } from '../../support/every-screen.ts';
import { freshFolder, startKiosk } from '../../support/kiosk.ts';
import { measureScreen } from '../../support/measure-screen.ts';

/** Every screen of every service is measured in content/; here they are walked to, as a visit leads there. */
for (const [language, textSize] of [
  ['vi', 'M'],
  ['en', 'XL'],
] as const) {
  test(`every screen on the way in ${language} at ${textSize}: large enough, apart, in reach, nothing too high or wide (K-01 K-02 K-08 K-11 K-13 K-18)`, async () => {
    test.setTimeout(240_000);
    const kiosk = await startKiosk({ folder: freshFolder(await walkConfig()) });
    const faults: string[] = [];
    let screens = 0;
    await walkEveryScreen(kiosk, {
      language,
      textSize,
      theme: 'light',
      look: async (name) => {
        screens += 1;
        faults.push(...(await measureScreen(kiosk.page)).map((fault) => `${name}: ${fault}`));
      },
    });
    await kiosk.close();
    expect(screens).toBeGreaterThan(30);
    expect(faults).toEqual([]);
  });
}
