import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { languages, type TextSize, type Theme, textSizes, themes } from '../../shared/visit/visit-state.ts';
import { freshFolder, startKiosk } from '../support/kiosk.ts';
import { Resident } from '../support/resident.ts';
import { say } from '../support/say.ts';

/** Walks one service by itself in the real kiosk and writes a picture of every screen, in every language. */
const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    'text-size': { type: 'string', default: 'M' },
    theme: { type: 'string', default: 'light' },
  },
});
const out = values.out ?? 'tour';
const textSize = textSizes.find((size): size is TextSize => size === values['text-size']);
const theme = themes.find((known): known is Theme => known === values.theme);
if (textSize === undefined || theme === undefined) {
  process.stderr.write(`--text-size is one of ${textSizes.join(', ')}; --theme one of ${themes.join(', ')}\n`);
  process.exit(2);
}

/** Short limits, so that the warning before the wipe comes while the tour waits for it. */
const idle = {
  quietSeconds: 30,
  quietSecondsAtMost: 60,
  secondsPerSyllable: 0.2,
  warningSeconds: 20,
  farewellSeconds: 60,
};
let pictures = 0;

for (const language of languages) {
  const kiosk = await startKiosk({ folder: freshFolder({ idle }) });
  const { page } = kiosk;
  const resident = new Resident(page, language);
  let number = 0;
  const folder = join(out, language);
  mkdirSync(folder, { recursive: true });
  const picture = async (name: string): Promise<void> => {
    number += 1;
    pictures += 1;
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(120);
    await page.screenshot({ path: join(folder, `${String(number).padStart(2, '0')}-${name}.png`) });
  };
  const more = page.getByRole('button', { name: /\(\d+\/\d+\)$/ });
  /** The screen and, where it has more pages, each of them. */
  const pages = async (name: string): Promise<void> => {
    await picture(name);
    for (let count = 2; (await more.count()) > 0 && count < 9; count += 1) {
      await more.click();
      await picture(`${name}-page-${count}`);
    }
    const previous = page.getByRole('button', { name: say(language, 'pages.previous') });
    while ((await previous.count()) > 0) await previous.click();
  };
  const press = (key: string): Promise<void> => resident.press(say(language, key));

  await resident.at('attract');
  await picture('attract');
  await press('attract.start').catch(async () => resident.press(say('vi', 'attract.start')));
  await resident.at('language');
  await picture('language');
  await press('language.name');
  await resident.at('choose');
  await resident.setDisplay({ textSize, theme });
  await pages('choose');
  await press('display.open');
  await picture('display');
  await press('display.done');
  await press('choose.other');
  await resident.atSheet('elsewhere');
  await picture('elsewhere');
  await press('elsewhere.back');
  await resident.openSearch();
  await picture('search-empty');
  await resident.typeOnPad(language === 'vi' ? 'o tro' : 'rent');
  await picture('search');
  await resident.clearSearch();
  await resident.typeOnPad('xyz');
  await picture('search-nothing');
  await resident.back();
  await resident.chooseService();
  await pages('facts');
  await press('facts.next');
  await resident.at('papers');
  await page.getByRole('button', { pressed: false }).first().click();
  await pages('papers');
  await press('papers.start');
  await resident.at('step');
  await resident.openDifficulties();
  await pages('difficulties');
  await press('difficulties.more');
  await resident.atSheet('more-difficulties');
  await pages('more-difficulties');
  await press('difficulties.other');
  await resident.atSheet('difficulty');
  await picture('other-difficulty');
  await press('difficulty.otherSolved');
  await resident.reportDifficulty('D02');
  await pages('difficulty');
  await press('difficulty.unsolved');
  await resident.atSheet('help');
  await picture('help');
  await resident.back();
  await picture('step-waiting-for-officer');
  await press('bar.calling');
  await press('help.cancelled');
  await resident.walkToEnding(async (step) => pages(`step-${step}`));
  await pages('ending');
  await resident.warning().waitFor({ timeout: 90_000 });
  await picture('idle-warning');
  await resident.stay();
  await press('ending.done');
  await resident.at('farewell');
  await picture('farewell');
  await resident.rate(5);
  await picture('farewell-rated');
  await kiosk.close();
  process.stdout.write(`${language}: ${number} pictures\n`);
}

const broken = await startKiosk({ folder: freshFolder({ role: 'not a role' }) });
await broken.page.getByRole('heading', { level: 1 }).waitFor();
await broken.page.screenshot({ path: join(out, 'out-of-service.png') });
await broken.close();
process.stdout.write(`${pictures + 1} pictures in ${out}\n`);
