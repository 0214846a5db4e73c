import { expect, test } from '@playwright/test';
import { joinContent } from '../../../shared/catalogue/content.ts';
import { textSizes } from '../../../shared/visit/visit-state.ts';
import { pseudoContent, pseudoLanguage } from '../../../tools/content/pseudo.ts';
import { readContentFiles } from '../../../tools/content/read-content.ts';
import { type Kiosk, startKiosk } from '../../support/kiosk.ts';
import { measureScreen } from '../../support/measure-screen.ts';
import { folderWithPack } from '../../support/packs.ts';
import { eachPage, showView, viewsOfAll, viewsOfService } from '../../support/views.ts';

/** The content with one more language: longer words with high and deep marks. It comes as a pack and needs no line of code. */
const files = pseudoContent(readContentFiles());
const content = joinContent(files);
const screens = [
  ...viewsOfAll(content),
  ...content.catalogue.services.flatMap(({ id }) =>
    viewsOfService(content, id).map(({ name, ...rest }) => ({ name: `${id} ${name}`, ...rest })),
  ),
];

let kiosk: Kiosk;
test.beforeAll(async () => {
  kiosk = await startKiosk({ folder: folderWithPack(files) });
  await expect(kiosk.page.locator('[data-screen=attract]')).toBeVisible();
});
test.afterAll(() => kiosk.close());

for (const language of ['vi', 'en', pseudoLanguage]) {
  for (const textSize of textSizes) {
    test(`every screen of every service in ${language} at ${textSize}: nothing too high, too wide, too small or out of reach (K-01 K-02 K-08 K-11 K-13 K-18)`, async () => {
      test.setTimeout(400_000);
      const faults: string[] = [];
      let pages = 0;
      for (const { name, view, portal, officer } of screens) {
        await showView(kiosk, { ...view, language, textSize }, portal, officer);
        await eachPage(kiosk, async (page) => {
          pages += 1;
          faults.push(...(await measureScreen(kiosk.page)).map((fault) => `${name}, page ${page}: ${fault}`));
        });
      }
      process.stdout.write(
        `    ${language} ${textSize}: ${screens.length} screens, ${pages} pages, ${faults.length} faults\n`,
      );
      expect(faults).toEqual([]);
    });
  }
}
