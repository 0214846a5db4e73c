import { expect, test } from '@playwright/test';
import { findService, stationCount } from '../../shared/catalogue/guide.ts';
import type { Language } from '../../shared/visit/visit-state.ts';
import { bundledContent } from '../../tools/content/read-content.ts';
import { startKiosk } from './kiosk.ts';
import { Resident } from './resident.ts';
import { say, spoken } from './say.ts';

/** The promise of the product, once in each language: from the attract screen to the ending, and both facts at the hub. */
export function walkTheWholeJourney(language: Language): void {
  test(`the whole journey in ${language}: found by one's own words, a difficulty on the way, and both facts at the hub`, async () => {
    const kiosk = await startKiosk();
    const { page } = kiosk;
    const resident = new Resident(page, language);
    const { service } = resident;
    const words = spoken(language, service);

    await resident.touchToStart();
    await resident.press(say(language, 'language.name'));
    await resident.at('choose');
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await resident.openSearch();
    await resident.typeOnPad(language === 'vi' ? 'thue nha' : 'rent');
    await resident.press(words.officialName);
    await resident.at('facts');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.plainName);
    await resident.find(page.getByText(language === 'vi' ? '7.000 đồng' : '7,000 VND'));
    await expect(page.locator('[data-screen]')).toContainText(language === 'vi' ? '7.000 đồng' : '7,000 VND');
    await expect(page.locator('[data-screen]')).toContainText(language === 'vi' ? '15.000 đồng' : '15,000 VND');
    await resident.press(say(language, 'facts.next'));
    await resident.at('papers');
    const [paper] =
      findService(bundledContent.catalogue, service)?.facts.filter(({ topic }) => topic === 'paper') ?? [];
    const row = resident.button(words.facts[paper?.id ?? '']?.title ?? '');
    await row.click();
    await expect(row).toHaveAttribute('aria-pressed', 'true');
    await resident.press(say(language, 'papers.start'));
    await resident.at('step');

    const difficulty = await resident.reportDifficulty('D02');
    await resident.solved();
    const stations: string[] = [];
    const known = findService(bundledContent.catalogue, service);
    const count = known === undefined ? 0 : stationCount(known);
    await resident.walkToEnding(async (step) => {
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.steps[step]?.title ?? '');
      stations.push(step);
    });
    expect(stations.length).toBeGreaterThanOrEqual(count);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.endings.filed?.title ?? '');
    await resident.press(say(language, 'ending.done'));
    await resident.at('farewell');
    await resident.rate(5);
    await resident.leave();

    await expect.poll(async () => (await kiosk.facts()).ofKind('visit.rated').length).toBe(1);
    const facts = await kiosk.facts();
    expect(facts.ofKind('difficulty.reported').map(({ body }) => body)).toMatchObject([
      { difficulty, service, step: 'log-in' },
    ]);
    expect(facts.ofKind('difficulty.answered').map(({ body }) => body)).toMatchObject([{ difficulty, solved: true }]);
    const [closed] = facts.ofKind('visit.closed');
    expect(closed?.body).toMatchObject({ ending: 'completed', language, service, difficulties: 1, helpCalls: 0 });
    expect(closed?.body).toMatchObject({ steps: stations.map((step) => ({ step, exit: 'next' })) });
    await kiosk.close();
  });
}
