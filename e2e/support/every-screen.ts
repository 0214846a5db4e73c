import type { Language, TextSize, Theme } from '../../shared/visit/visit-state.ts';
import type { Kiosk } from './kiosk.ts';
import { Officer, officerConfig } from './officer.ts';
import { Resident } from './resident.ts';
import { say } from './say.ts';

/** Called at each screen, each page of it, with a name for it. */
export type Look = (name: string) => Promise<void>;

/** Walks one service so that every screen and sheet there is stands on the glass once, with all its pages. */
export async function walkEveryScreen(
  { page }: Kiosk,
  { language, textSize, theme, look }: { language: Language; textSize: TextSize; theme: Theme; look: Look },
): Promise<void> {
  const resident = new Resident(page, language);
  const more = page.getByRole('button', { name: /\(\d+\/\d+\)$/ });
  const previous = page.getByRole('button', { name: say(language, 'pages.previous') });
  const press = (key: string): Promise<void> => resident.press(say(language, key));
  const seen: Look = async (name) => {
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(80);
    await look(name);
  };
  const pages: Look = async (name) => {
    await seen(name);
    for (let count = 2; (await more.count()) > 0; count += 1) {
      await more.click();
      await seen(`${name}-page-${count}`);
    }
    while ((await previous.count()) > 0) await previous.click();
  };

  await resident.at('attract');
  await seen('attract');
  const officer = new Officer(page, language);
  await officer.knock();
  await officer.atState('pin');
  await officer.setDisplay(textSize);
  await seen('officer-pin');
  await officer.enter();
  await officer.atState('status');
  await pages('officer-status');
  await officer.press('officer.restart');
  await officer.atState('restart');
  await seen('officer-restart');
  await officer.press('bar.back');
  await officer.close();
  await resident.touchToStart();
  await seen('language');
  await press('language.name');
  await resident.at('choose');
  await resident.setDisplay({ textSize, theme });
  await pages('choose');
  await press('display.open');
  await seen('display');
  await press('display.done');
  await press('choose.other');
  await resident.atSheet('elsewhere');
  await seen('elsewhere');
  await press('elsewhere.back');
  await resident.openSearch();
  await seen('search-empty');
  await resident.typeOnPad(language === 'vi' ? 'o tro' : 'rent');
  await seen('search');
  await resident.clearSearch();
  await resident.typeOnPad('xyz');
  await seen('search-nothing');
  await resident.back();
  await press('choose.topic.stay.title');
  await resident.at('situations');
  await pages('situations');
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
  await pages('other-difficulty');
  await press('difficulty.otherSolved');
  await resident.reportDifficulty('D02');
  await pages('difficulty');
  await press('difficulty.unsolved');
  await resident.atSheet('help');
  await seen('help');
  await resident.back();
  await seen('step-waiting-for-officer');
  await press('bar.calling');
  await press('help.cancelled');
  await press('step.inVneid');
  await pages('step-in-vneid');
  await press('step.onKiosk');
  await resident.walkToEnding((step) => pages(`step-${step}`));
  await pages('ending');
  await press('ending.slip');
  await resident.atSheet('slip');
  await seen('slip');
  await press('slip.done');
  await resident.warning().waitFor({ timeout: 90_000 });
  await seen('idle-warning');
  await resident.stay();
  await press('ending.done');
  await resident.at('farewell');
  await seen('farewell');
  await resident.rate(5);
  await seen('farewell-rated');
}

/** Short limits, so that the warning before the wipe comes while somebody waits for it. */
const shortIdle = {
  quietSeconds: 30,
  quietSecondsAtMost: 60,
  secondsPerSyllable: 0.2,
  warningSeconds: 20,
  farewellSeconds: 60,
};

/** terminal.json of a kiosk that can be walked: nobody waits long, and officers are let in. */
export const walkConfig = async () => ({ idle: shortIdle, ...(await officerConfig()) });
