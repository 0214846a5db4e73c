import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { freshFolder, type Kiosk, startKiosk } from '../../support/kiosk.ts';
import { Resident } from '../../support/resident.ts';
import { say } from '../../support/say.ts';

const widthMm = 80;
/** Holds the letters that carry two marks, or a horn and one. */
const hall = { name: 'Phòng hỗ trợ Nguyễn Hữu Mẫn' };
const micronsPerInch = 25_400;

test('a printed slip gives each of its words back whole, to whoever copies or searches its text', async () => {
  const kiosk = await startKiosk({ folder: freshFolder({ hall, printer: { deviceName: 'paper', widthMm } }) });
  const resident = new Resident(kiosk.page, 'vi');
  await resident.goToGuide();
  await resident.walkToEnding();
  await printAsPdf(kiosk);
  await resident.press(say('vi', 'ending.slip'));
  await resident.press(say('vi', 'slip.print'));
  await expect(kiosk.page.getByText(say('vi', 'slip.printed'))).toBeVisible();
  const { pdf, shown } = await printed(kiosk);
  await kiosk.close();

  const words = shown.split(/\s+/).filter((word) => word !== '');
  expect(shown).toContain(hall.name);
  const found = new Set(textOf(pdf).split(/\s+/));
  expect(words.filter((word) => !found.has(word))).toEqual([]);
});

/** The one thing that is not there is the printer: what would be sent to it becomes a PDF of the same size. */
async function printAsPdf({ app }: Kiosk): Promise<void> {
  await app.evaluate(({ app: program }, perInch) => {
    program.on('browser-window-created', (_event, { webContents }) => {
      webContents.print = (options = {}, done = () => undefined) => {
        const size = options.pageSize as { width: number; height: number };
        const pageSize = { width: size.width / perInch, height: size.height / perInch };
        const margins = { top: 0, bottom: 0, left: 0, right: 0 };
        void Promise.all([
          webContents.executeJavaScript('document.body.innerText') as Promise<string>,
          webContents.printToPDF({ pageSize, margins, printBackground: true }),
        ]).then(([shown, pdf]) => {
          Object.assign(globalThis, { printedSlip: { shown, pdf: pdf.toString('base64') } });
          done(true, '');
        });
      };
    });
  }, micronsPerInch);
}

async function printed({ app }: Kiosk): Promise<{ pdf: string; shown: string }> {
  return await app.evaluate(
    () => (globalThis as unknown as { printedSlip: { pdf: string; shown: string } }).printedSlip,
  );
}

function textOf(pdf: string): string {
  const file = join(freshFolder(), 'slip.pdf');
  writeFileSync(file, Buffer.from(pdf, 'base64'));
  return execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' });
}
