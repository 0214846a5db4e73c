import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { _electron, type Locator, type Page } from '@playwright/test';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { bareWindow } from './bare-window.ts';
import { freshFolder } from './kiosk.ts';

/** A browser of its own, as a resident's telephone has one. */
export async function openTelephone(): Promise<{ page: Page; close(): Promise<void> }> {
  const folder = freshFolder();
  const { executable, argv } = bareWindow(folder);
  const app = await _electron.launch({
    executablePath: executable,
    args: [...argv, `--user-data-dir=${folder}/telephone`],
    chromiumSandbox: true,
  });
  return { page: await app.firstWindow(), close: async () => await app.close() };
}

/** The weights of our font that a page has drawn with. */
export async function loadedWeights(page: Page): Promise<number[]> {
  return await page.evaluate(async () => {
    const faces = [...(await document.fonts.ready)];
    return faces.filter(({ status }) => status === 'loaded').map(({ weight }) => Number(weight));
  });
}

/** What a telephone's camera reads from the square code on the glass. */
export async function scanSquareCode(code: Locator): Promise<string> {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });
  const [found] = await readBarcodes(new Uint8Array(await code.screenshot()), { formats: ['QRCode'], tryHarder: true });
  return found?.text ?? '';
}
