import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Language, TextSize, Theme } from '../../shared/visit/visit-state.ts';
import { textSizes, themes } from '../../shared/visit/visit-state.ts';
import { bundledContent } from '../../tools/content/read-content.ts';
import { walkConfig, walkEveryScreen } from '../support/every-screen.ts';
import { freshFolder, type Kiosk, startKiosk } from '../support/kiosk.ts';
import { eachPage, type NamedView, showView, viewsOfAll, viewsOfService } from '../support/views.ts';
import { camera } from './camera.ts';
import { contactSheet } from './contact-sheet.ts';
import { portalTour } from './portal-tour.ts';

/**
 * Pictures of every screen of the real kiosk, in every language: of the one service it walks through by itself, or, with
 * `--service ID` or `--service all`, of everything there is to see of that service or of all. With `--portal stand-in` it files
 * on the portal's page inside the kiosk. With `--day YYYY-MM-DD` the whole program takes that one for today, so that one sees what
 * it will say then.
 */
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'tour' },
    service: { type: 'string' },
    portal: { type: 'string' },
    'text-size': { type: 'string', default: 'M' },
    theme: { type: 'string', default: 'light' },
    day: { type: 'string' },
  },
});
const { out, day } = values;
const textSize = textSizes.find((size): size is TextSize => size === values['text-size']);
const theme = themes.find((known): known is Theme => known === values.theme);
const ids = bundledContent.catalogue.services.map(({ id }) => id);
const services = values.service === 'all' ? ids : ids.filter((id) => id === values.service);
if (textSize === undefined || theme === undefined || (values.service !== undefined && services.length === 0)) {
  process.stderr.write(
    `--text-size is one of ${textSizes.join(', ')}; --theme one of ${themes.join(', ')}; --service is all or one of\n  ${ids.join('\n  ')}\n`,
  );
  process.exit(2);
}

async function walk(language: Language, size: TextSize, colours: Theme): Promise<number> {
  const kiosk = await startKiosk({ folder: freshFolder(await walkConfig()), day });
  const { take, taken } = camera(kiosk, join(out, language));
  await walkEveryScreen(kiosk, { language, textSize: size, theme: colours, look: take });
  await kiosk.close();
  return taken.length;
}

async function show(kiosk: Kiosk, folder: string, screens: NamedView[], view: NamedView['view']): Promise<number> {
  const { take, taken } = camera(kiosk, folder);
  for (const screen of screens) {
    await showView(kiosk, { ...screen.view, ...view }, screen.portal, screen.officer);
    await eachPage(kiosk, (page) => take(page === 1 ? screen.name : `${screen.name}-page-${page}`));
  }
  await contactSheet(kiosk.page, taken, `${folder}.png`);
  process.stdout.write(`${folder}: ${taken.length} pictures and a contact sheet\n`);
  return taken.length;
}

let pictures = 0;
for (const language of bundledContent.languages) {
  if (values.service === undefined) {
    const count =
      values.portal === undefined
        ? await walk(language, textSize, theme)
        : await portalTour(out, { language, textSize, theme });
    process.stdout.write(`${language}: ${count} pictures\n`);
    pictures += count;
    continue;
  }
  const kiosk = await startKiosk({ day });
  await kiosk.page.locator('[data-screen=attract]').waitFor();
  const look = { language, textSize, theme };
  if (values.service === 'all')
    pictures += await show(kiosk, join(out, language, 'shared'), viewsOfAll(bundledContent), look);
  for (const id of services) {
    pictures += await show(kiosk, join(out, language, id), viewsOfService(bundledContent, id), look);
  }
  await kiosk.close();
}

const resting = await startKiosk({ folder: freshFolder({ role: 'no such role' }) });
await resting.page.getByRole('heading', { level: 1 }).waitFor();
await resting.page.screenshot({ path: join(out, 'out-of-service.png') });
await resting.close();
process.stdout.write(`${pictures + 1} pictures\n`);
