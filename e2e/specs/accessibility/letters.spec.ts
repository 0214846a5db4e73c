import { expect, type Page, test } from '@playwright/test';
import { letterSize, lettersInFile, vietnameseLetters, type Weight, weights } from '../../support/font-files.ts';
import { startKiosk } from '../../support/kiosk.ts';
import { loadedWeights, openTelephone } from '../../support/telephone.ts';

/** Of a letter's ink that may lie elsewhere than in the file: two programs smooth the edges. The least wrong one seen: 1.4 %. */
const tolerance = 0.01;

for (const form of ['NFC', 'NFD'] as const) {
  test(`every letter of Vietnamese is drawn as its font file draws it, written as ${form === 'NFC' ? 'one character' : 'a letter and its marks'}`, async () => {
    const letters = vietnameseLetters();
    expect(letters).toHaveLength(134);
    const kiosk = await startKiosk();
    const wrong: string[] = [];
    for (const weight of weights) wrong.push(...(await differentFromFile(kiosk.page, { weight, form, letters })));
    await kiosk.close();
    expect(wrong).toEqual([]);
  });
}

test('the first screen is laid out in its own letters, of which each file is asked for once', async () => {
  const kiosk = await startKiosk();
  const { page } = kiosk;
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.addInitScript(() => {
    const faces = (): string[] => [...document.fonts].map(({ weight, status }) => `${weight} ${status}`);
    new MutationObserver((_changes, watch) => {
      if (document.querySelector('[data-screen]') === null) return;
      Object.assign(globalThis, { facesAtFirst: faces() });
      watch.disconnect();
    }).observe(document, { childList: true, subtree: true });
  });
  await page.reload();
  await page.locator('[data-screen="attract"]').waitFor();
  const faces = await page.evaluate(() => (globalThis as unknown as { facesAtFirst: string[] }).facesAtFirst);
  await kiosk.close();
  expect(faces.toSorted()).toEqual(weights.map((weight) => `${weight} loaded`));
  const files = asked.filter((url) => url.endsWith('.ttf')).map((url) => url.replace(/.*\//, ''));
  expect(files.toSorted()).toEqual([
    'BeVietnamPro_400Regular.ttf',
    'BeVietnamPro_600SemiBold.ttf',
    'BeVietnamPro_700Bold.ttf',
  ]);
});

test('the page of facts, opened elsewhere, brings its letters from the hub', async () => {
  const kiosk = await startKiosk();
  const address = (): string => /^Facts: (\S+)$/m.exec(kiosk.output())?.[1] ?? '';
  await expect.poll(address).not.toBe('');
  const elsewhere = await openTelephone();
  await elsewhere.page.goto(address());
  expect(await loadedWeights(elsewhere.page)).toEqual([400, 600]);
  await elsewhere.close();
  await kiosk.close();
});

/** The letters that the page's own font draws with other ink, or another width, than the outline in the file has. */
async function differentFromFile(
  page: Page,
  asked: { weight: Weight; form: 'NFC' | 'NFD'; letters: string[] },
): Promise<string[]> {
  const inFile = lettersInFile(asked.weight, asked.letters);
  return await page.evaluate(
    async ({ drawn, weight, form, size, allowed }) => {
      const font = `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
      await document.fonts.load(font, drawn.map(({ letter }) => letter).join(''));
      const [width, height, left, baseline] = [size * 1.4, size * 1.8, size * 0.2, size * 1.35];
      const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
      if (context === null) throw new Error('no canvas');
      context.font = font;
      /** The alpha of each pixel, in every fourth byte. */
      const pixels = (draw: () => void): Uint8ClampedArray => {
        context.clearRect(0, 0, width, height);
        context.save();
        context.translate(left, baseline);
        draw();
        context.restore();
        return context.getImageData(0, 0, width, height).data;
      };
      const wrong: string[] = [];
      for (const { letter, outline, advance } of drawn) {
        const written = letter.normalize(form);
        // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type -- A canvas, no array.
        const file = pixels(() => context.fill(new Path2D(outline)));
        const glass = pixels(() => context.fillText(written, 0, 0));
        let [ink, elsewhere] = [0, 0];
        for (let byte = 3; byte < file.length; byte += 4) {
          ink += file[byte] ?? 0;
          elsewhere += Math.abs((file[byte] ?? 0) - (glass[byte] ?? 0));
        }
        const share = elsewhere / ink;
        const wider = Math.abs(context.measureText(written).width - advance);
        if (share > allowed || wider > 1)
          wrong.push(
            `${letter} ${weight}: ${(share * 100).toFixed(1)} % of the ink, ${wider.toFixed(1)} px of the width`,
          );
        // The page must go on telling that it is alive.
        await new Promise((done) => setTimeout(done));
      }
      return wrong;
    },
    { drawn: inFile, ...asked, size: letterSize, allowed: tolerance },
  );
}
