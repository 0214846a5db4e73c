import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type TextSize, type Theme, textSizes, themes } from '../../shared/visit/visit-state.ts';
import { bundledContent } from '../../tools/content/read-content.ts';
import { shortIdle, walkEveryScreen } from '../support/every-screen.ts';
import { freshFolder, startKiosk } from '../support/kiosk.ts';

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

let pictures = 0;
for (const language of bundledContent.languages) {
  const kiosk = await startKiosk({ folder: freshFolder({ idle: shortIdle }) });
  const folder = join(out, language);
  mkdirSync(folder, { recursive: true });
  let number = 0;
  const look = async (name: string): Promise<void> => {
    number += 1;
    await kiosk.page.screenshot({ path: join(folder, `${String(number).padStart(2, '0')}-${name}.png`) });
  };
  await walkEveryScreen(kiosk, { language, textSize, theme, look });
  await kiosk.close();
  pictures += number;
  process.stdout.write(`${language}: ${number} pictures\n`);
}

const resting = await startKiosk({ folder: freshFolder({ role: 'no such role' }) });
await resting.page.getByRole('heading', { level: 1 }).waitFor();
await resting.page.screenshot({ path: join(out, 'out-of-service.png') });
await resting.close();
process.stdout.write(`${pictures + 1} pictures\n`);
