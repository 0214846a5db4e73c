import { expect, type Locator, type Page } from '@playwright/test';
import { findService, findStep } from '../../shared/catalogue/guide.ts';
import type { Language, TextSize, Theme } from '../../shared/visit/visit-state.ts';
import { bundledContent } from '../../tools/content/read-content.ts';
import { say, spoken, wordsToday } from './say.ts';

/** After a change of place presses are ignored for 350 ms (K-05); a person needs longer than that to read. */
const readingMs = 380;

/** Somebody who came for temporary residence: does what a person does, on what a person sees. */
export class Resident {
  readonly page: Page;
  readonly language: Language;
  readonly service: string;
  /** Which answer is given where a step asks; the first one where nothing is said. */
  readonly answers: Record<string, string>;

  constructor(
    page: Page,
    language: Language,
    { service = 'dang-ky-tam-tru', answers = {} }: { service?: string; answers?: Record<string, string> } = {},
  ) {
    this.page = page;
    this.language = language;
    this.service = service;
    this.answers = answers;
  }

  async at(screen: string): Promise<void> {
    await this.page.locator(`[data-screen="${screen}"]`).waitFor();
  }

  async atSheet(sheet: string): Promise<void> {
    await this.page.locator(`[data-sheet="${sheet}"]`).waitFor();
  }

  button(words: string): Locator {
    return this.page.getByRole('button', { name: words });
  }

  /** Presses what carries these words, on whichever page of the screen it is. */
  async press(words: string): Promise<void> {
    await this.page.waitForTimeout(readingMs);
    await this.pressNow(await this.find(this.button(words)));
  }

  /** Turns pages until what is looked for is on the glass. */
  async find(wanted: Locator): Promise<Locator> {
    const more = this.page.getByRole('button', { name: /\(\d+\/\d+\)$/ });
    for (let page = 0; page < 20 && !(await wanted.first().isVisible()) && (await more.count()) > 0; page += 1) {
      await this.pressNow(more);
    }
    return wanted.first();
  }

  async touchToStart(): Promise<void> {
    await this.at('attract');
    // Nobody has chosen a language yet.
    await this.press(say('vi', 'attract.start'));
    await this.at('language');
  }

  async start(): Promise<void> {
    await this.at('attract');
    await this.press(say(this.language, 'language.name'));
    await this.at('choose');
  }

  async openSearch(): Promise<void> {
    await this.press(say(this.language, 'choose.search'));
    await this.at('search');
  }

  async typeOnPad(text: string): Promise<void> {
    for (const letter of text) {
      const name = letter === ' ' ? say(this.language, 'search.space') : letter;
      await this.pressNow(this.page.getByRole('button', { name, exact: true }));
    }
    await expect(this.page.locator('[data-query]')).toContainText(text);
  }

  async clearSearch(): Promise<void> {
    await this.press(say(this.language, 'search.clear'));
  }

  async back(): Promise<void> {
    await this.press(say(this.language, 'bar.back'));
  }

  async chooseService(): Promise<void> {
    const [situation] = findService(bundledContent.catalogue, this.service)?.situations ?? [];
    await this.press(say(this.language, `choose.topic.${situation?.topic}.title`));
    await this.at('situations');
    await this.press(spoken(this.language, this.service).situations[situation?.id ?? '']?.title ?? '');
    await this.at('facts');
  }

  async readFactsAndPapers(): Promise<void> {
    await this.press(say(this.language, 'facts.next'));
    await this.at('papers');
    await this.press(say(this.language, 'papers.start'));
    await this.at('step');
  }

  async goToPapers(): Promise<void> {
    await this.start();
    await this.chooseService();
    await this.press(say(this.language, 'facts.next'));
    await this.at('papers');
  }

  async goToGuide(display?: { textSize: TextSize; theme: Theme }): Promise<void> {
    await this.start();
    if (display !== undefined) await this.setDisplay(display);
    await this.chooseService();
    await this.readFactsAndPapers();
  }

  /** The step on the glass; null when there is none. */
  async step(): Promise<string | null> {
    return await this.page.locator('[data-screen]').getAttribute('data-step');
  }

  async onwards(): Promise<void> {
    const service = findService(bundledContent.catalogue, this.service);
    const id = (await this.step()) ?? '';
    const step = service === undefined ? undefined : findStep(service, id);
    const words = spoken(this.language, this.service).steps[id];
    const answer = this.answers[step?.asks ?? ''] ?? step?.choices?.[0]?.id;
    await this.goOnAlone();
    await this.press(answer === undefined ? (words?.done ?? '') : (words?.choices?.[answer]?.title ?? ''));
    await expect(this.page.locator(`[data-screen="step"][data-step="${id}"]`)).toHaveCount(0);
  }

  /** Whoever is slow is offered help, and these residents know what to do. */
  async goOnAlone(): Promise<void> {
    const alone = this.button(say(this.language, 'offer.no'));
    if (await alone.isVisible()) await this.press(say(this.language, 'offer.no'));
  }

  /** Walks on to the ending; `look` is called at every step. */
  async walkToEnding(look: (step: string) => Promise<void> = async () => undefined): Promise<void> {
    for (let steps = 0; steps < 60; steps += 1) {
      if ((await this.page.locator('[data-screen]').getAttribute('data-screen')) === 'ending') return;
      await look((await this.step()) ?? '');
      await this.onwards();
    }
    throw new Error('a guide without an ending');
  }

  async finish(): Promise<void> {
    await this.press(say(this.language, 'ending.done'));
    await this.at('farewell');
    await this.leave();
  }

  async openDifficulties(): Promise<void> {
    await this.press(say(this.language, 'step.difficulty'));
    await this.atSheet('difficulties');
  }

  /** Reports a difficulty of the present stage; gives its code. */
  async reportDifficulty(code = 'D02'): Promise<string> {
    await this.openDifficulties();
    await this.press(wordsToday(this.language).difficulties[code]?.title ?? '');
    await this.atSheet('difficulty');
    return code;
  }

  /** What no code fits. */
  async reportOther(): Promise<void> {
    await this.openDifficulties();
    await this.press(say(this.language, 'difficulties.more'));
    await this.atSheet('more-difficulties');
    await this.press(say(this.language, 'difficulties.other'));
    await this.atSheet('difficulty');
  }

  async solved(): Promise<void> {
    await this.press(say(this.language, 'difficulty.solved'));
    await this.atSheet('none');
  }

  async callOfficer(): Promise<void> {
    await this.press(say(this.language, 'bar.call'));
    await this.atSheet('help');
  }

  async end(): Promise<void> {
    await this.press(say(this.language, 'bar.end'));
    await this.at('farewell');
  }

  async rate(rating: 1 | 2 | 3 | 4 | 5): Promise<void> {
    await this.page.waitForTimeout(readingMs);
    await this.pressNow(
      this.page.getByRole('button', { name: say(this.language, `farewell.rating.${rating}`), exact: true }),
    );
    await expect(this.page.getByText(say(this.language, 'farewell.thanks'))).toBeVisible();
  }

  async leave(): Promise<void> {
    await this.press(say(this.language, 'farewell.done'));
    await this.at('attract');
  }

  warning(): Locator {
    return this.page.locator('[data-idle-warning]');
  }

  async stay(): Promise<void> {
    await this.press(say(this.language, 'idle.stay'));
  }

  async setDisplay({ textSize, theme }: { textSize: TextSize; theme: Theme }): Promise<void> {
    await this.press(say(this.language, 'display.open'));
    await this.atSheet('display');
    await this.press(say(this.language, `display.size.${textSize}`));
    await this.press(say(this.language, `display.theme.${theme}`));
    await this.press(say(this.language, 'display.done'));
    await this.atSheet('none');
  }

  private async pressNow(what: Locator): Promise<void> {
    await what.click();
  }
}
