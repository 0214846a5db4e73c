import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from '@playwright/test';
import type axe from 'axe-core';
import { themes } from '../../../shared/visit/visit-state.ts';
import { bundledContent } from '../../../tools/content/read-content.ts';
import { type Kiosk, startKiosk } from '../../support/kiosk.ts';
import { type NamedView, showView, viewsOfAll, viewsOfService } from '../../support/views.ts';

const services = ['dang-ky-tam-tru', 'cap-doi-can-cuoc', 'dinh-danh-dien-tu'];
const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds on the screen that is shown, one line each. */
async function violations({ page }: Kiosk): Promise<string[]> {
  return await page.evaluate(async (tags) => {
    const { axe: tool } = globalThis as unknown as { axe: typeof axe };
    const { violations: found } = await tool.run(document, { runOnly: tags, resultTypes: ['violations'] });
    return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 100)).join(' ; ')}`);
  }, rules);
}

test('no violation on any screen of three services, nor on those that all share, in both languages and all themes (K-12)', async () => {
  test.setTimeout(400_000);
  const kiosk = await startKiosk();
  await expect(kiosk.page.locator('[data-screen=attract]')).toBeVisible();
  // Into the page's own world, past its policy against inline code: this is the debugger's way in, not the page's.
  await kiosk.page.evaluate(source);
  const shared: NamedView[] = [{ name: 'attract', view: { visit: null } }, ...viewsOfAll(bundledContent)];
  const ours = services.flatMap((id) =>
    viewsOfService(bundledContent, id).map((screen): NamedView => ({ ...screen, name: `${id} ${screen.name}` })),
  );
  const found: string[] = [];
  let looked = 0;
  const look = async (name: string): Promise<void> => {
    looked += 1;
    found.push(...(await violations(kiosk)).map((violation) => `${name}: ${violation}`));
  };
  for (const [index, { name, view, portal, officer }] of [...shared, ...ours].entries()) {
    for (const language of bundledContent.languages) {
      await showView(
        kiosk,
        { ...view, language, textSize: 'XL', theme: themes[index % themes.length] ?? 'light' },
        portal,
        officer,
      );
      await look(`${name} in ${language}`);
    }
  }
  for (const { name, view, portal, officer } of shared) {
    for (const theme of themes) {
      await showView(kiosk, { ...view, theme }, portal, officer);
      await look(`${name} in ${theme}`);
    }
  }
  await kiosk.close();
  process.stdout.write(`    axe: ${looked} screens, ${found.length} violations\n`);
  expect([...new Set(found)]).toEqual([]);
});
