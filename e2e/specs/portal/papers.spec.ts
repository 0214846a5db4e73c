import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { filesWith, occurrences } from '../../support/canaries.ts';
import { startAtPortal } from '../../support/on-portal.ts';
import { say } from '../../support/say.ts';
import { loadedWeights, openTelephone, scanSquareCode } from '../../support/telephone.ts';

test.setTimeout(120_000);

/** In the picture's own notes, where telephones write when and where it was taken. */
const place = 'CANARY-21.0285N-105.8542E';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** Notes before the first segment of a picture: it was taken with the telephone on its side, and where. */
function takenLyingDown(jpeg: Buffer): Buffer {
  const tiff = Buffer.from('49492a0008000000010012010300010000000600000000000000', 'hex');
  const notes = Buffer.concat([Buffer.from('Exif\0\0'), tiff, Buffer.from(place)]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(notes.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, notes, jpeg.subarray(2)]);
}

test('papers photographed with a telephone are put where the page asks for a file, upright and without their place', async () => {
  const address = `http://127.0.0.1:${await freePort()}`;
  const { kiosk, portal, resident } = await startAtPortal({ config: { papersFromPhone: { address } } });
  const { page } = kiosk;
  await resident.openPortal();
  await resident.logIn();
  await resident.openForm();
  const guest = await resident.guest();
  await guest.locator('#file').click();
  await resident.atSheet('photos');

  const code = page.locator('[data-square-code]');
  await code.waitFor();
  const scanned = await scanSquareCode(code);
  expect(scanned).toMatch(new RegExp(`^${address}/t/[\\w-]{24}#[\\w-]{43}$`));

  const telephone = await openTelephone();
  const onPhone = telephone.page;
  const said = onPhone.locator('#said');
  const requests: Buffer[] = [];
  onPhone.on('request', (request) =>
    requests.push(Buffer.from(request.url()), request.postDataBuffer() ?? Buffer.of()),
  );
  await onPhone.goto(scanned);
  await expect(onPhone.getByRole('heading', { name: say('vi', 'phone.title') })).toBeVisible();
  // Without the internet: from the kiosk's own hub.
  expect(await loadedWeights(onPhone)).toEqual([400, 600]);
  const jpeg = await page.screenshot({ type: 'jpeg', clip: { x: 0, y: 0, width: 1000, height: 600 } });
  const choose = async (name: string, mimeType: string, buffer: Buffer): Promise<void> =>
    await onPhone.locator('#pick').setInputFiles({ name, mimeType, buffer });
  await choose('cccd.txt', 'image/jpeg', Buffer.from('no picture'));
  await expect(said).toHaveText(say('vi', 'phone.unreadable'));
  await choose('cccd.jpg', 'image/jpeg', takenLyingDown(jpeg));
  await onPhone.getByRole('button', { name: say('vi', 'phone.send') }).click();
  await expect(said).toHaveText(say('vi', 'phone.sent'));
  await choose('hop-dong.pdf', 'application/pdf', Buffer.from(`%PDF-1.7 ${place}`));
  await expect(said).toHaveText(say('vi', 'phone.sent'));

  const key = scanned.split('#')[1] ?? '';
  const wire = Buffer.concat(requests);
  expect(occurrences([key, place, '%PDF'], wire)).toEqual([]);

  // On the glass they are numbers and sizes; one press puts one where the page asked.
  await resident.press(say('vi', 'photos.paper').replace('{{number}}', '1'));
  await expect(page.locator('[data-sheet=photos]')).toHaveCount(0);
  const attached = await guest.locator('#file').evaluate(async (box: HTMLInputElement) => {
    const [file] = box.files ?? [];
    if (file === undefined) return null;
    const { width, height } = await createImageBitmap(file);
    return { name: file.name, width, height, text: await file.text() };
  });
  expect(attached).toMatchObject({ name: 'giay-to-1.jpg', width: 600, height: 1000 });
  expect(attached?.text).not.toContain(place);

  // The visit ends, and with it the tray and what came through it.
  await resident.end();
  await expect.poll(async () => (await fetch(scanned.split('#')[0] ?? '')).status).toBe(410);
  await choose('cccd.jpg', 'image/jpeg', jpeg);
  await onPhone.getByRole('button', { name: say('vi', 'phone.send') }).click();
  await expect(said).toHaveText(say('vi', 'phone.over'));
  await telephone.close();
  await kiosk.close();
  expect(filesWith(kiosk.folder, [place, key, 'giay-to-1'])).toEqual([]);
  await portal.close();
});

test('a page that takes a paper at once and empties its box is given it once', async () => {
  const { kiosk, portal, resident } = await startAtPortal({
    markup: 'widgets',
    config: { papersFromPhone: { address: `http://127.0.0.1:${await freePort()}` } },
  });
  const { page } = kiosk;
  await resident.openPortal();
  await resident.logIn();
  await resident.openForm();
  const guest = await resident.guest();
  await guest.getByRole('link', { name: /thuê, mượn, ở nhờ/ }).click();
  await guest.locator('#fileUpload1').click();
  await resident.atSheet('photos');
  const code = page.locator('[data-square-code]');
  await code.waitFor();
  const telephone = await openTelephone();
  await telephone.page.goto(await scanSquareCode(code));
  const jpeg = await page.screenshot({ type: 'jpeg', clip: { x: 0, y: 0, width: 400, height: 300 } });
  await telephone.page.locator('#pick').setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: jpeg });
  await telephone.page.getByRole('button', { name: say('vi', 'phone.send') }).click();
  await resident.press(say('vi', 'photos.paper').replace('{{number}}', '1'));
  // The sheet goes away: the kiosk knows that it was taken, though the box is empty again.
  await expect(page.locator('[data-sheet=photos]')).toHaveCount(0);
  await expect(guest.locator('#file-contains1')).toHaveText('giay-to-1.jpg;');
  await telephone.close();
  await kiosk.close();
  await portal.close();
});

test('without that setting nothing listens, and the sheet says what one does instead', async () => {
  const { kiosk, portal, resident } = await startAtPortal();
  await resident.openPortal();
  await resident.logIn();
  await resident.openForm();
  await (await resident.guest()).locator('#file').click();
  await resident.atSheet('photos');
  await expect(kiosk.page.getByText(say('vi', 'photos.lead'))).toBeVisible();
  await expect(kiosk.page.locator('[data-square-code]')).toHaveCount(0);
  await kiosk.close();
  await portal.close();
});
