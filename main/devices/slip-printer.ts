import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BrowserWindow, session, type WebContents } from 'electron';
import type { PrinterState } from '../../shared/health/figures.ts';
import type { Slip } from '../../shared/slip/slip.ts';
import type { Log } from '../log.ts';
import { slipPage } from '../slip/slip-html.ts';
import { appOrigin } from '../windows/app-files.ts';
import { serveApp } from '../windows/app-protocol.ts';

export interface SlipPrinter {
  /** False when the printer is not there, is off or refuses; the resident still has the square code. */
  print(slip: Slip, language: string): Promise<boolean>;
  /** Whether the system's queue knows it, and how the last slip went; asked of `contents`, any page of ours. */
  state(contents: Pick<WebContents, 'getPrintersAsync'>): Promise<Exclude<PrinterState, 'none'>>;
}

const micronsPerMm = 1000;
const mmPerPixel = 25.4 / 96;
/** Longer than any slip: a paper jam must not unroll the whole roll. */
const longestMm = 400;
/** A printer that has said nothing until then is not going to. */
const patienceMs = 15_000;

/**
 * Prints through the system's queue `deviceName`, on paper of `widthMm`. The page lives in a window nobody sees and in a
 * session of its own in memory, without script, and is gone afterwards. Sizes are always given: Electron would take A4.
 */
export function openSlipPrinter({
  pages,
  deviceName,
  widthMm,
  log,
}: {
  pages: string;
  deviceName: string;
  widthMm: number;
  log: Log;
}): SlipPrinter {
  const paper = session.fromPartition('slip');
  let page = '';
  let failed = false;
  serveApp(paper, pages, { 'slip.html': () => page });
  paper.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  paper.setPermissionCheckHandler(() => false);
  paper.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !url.startsWith(`${appOrigin}/`) }));

  return {
    async state(contents) {
      const known = await contents.getPrintersAsync();
      if (!known.some(({ name }) => name === deviceName)) return 'missing';
      return failed ? 'failing' : 'ready';
    },
    async print(slip, language) {
      page = slipPage(readFileSync(join(pages, 'slip.html'), 'utf8'), slip, language);
      const window = new BrowserWindow({
        show: false,
        width: Math.round(widthMm / mmPerPixel),
        webPreferences: { session: paper, sandbox: true, contextIsolation: true, nodeIntegration: false },
      });
      try {
        await window.loadURL(`${appOrigin}/slip.html`);
        const pixels: unknown = await window.webContents.executeJavaScript(
          'document.fonts.ready.then(() => document.documentElement.scrollHeight)',
        );
        const heightMm = Math.min(Number(pixels) * mmPerPixel + 2, longestMm);
        return await new Promise<boolean>((done) => {
          const late = setTimeout(() => {
            failed = true;
            done(false);
          }, patienceMs);
          window.webContents.print(
            {
              silent: true,
              deviceName,
              margins: { marginType: 'none' },
              pageSize: { width: widthMm * micronsPerMm, height: Math.ceil(heightMm * micronsPerMm) },
              scaleFactor: 100,
            },
            (printed, reason) => {
              clearTimeout(late);
              failed = !printed;
              if (!printed) log.warn({ reason }, 'a slip was not printed');
              done(printed);
            },
          );
        });
      } finally {
        window.destroy();
        page = '';
        await paper.clearCache();
      }
    },
  };
}
