import { execFileSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { filesWith } from '../../support/canaries.ts';
import { freshFolder } from '../../support/kiosk.ts';
import { startAtPortal } from '../../support/on-portal.ts';
import { say } from '../../support/say.ts';

test.setTimeout(120_000);

const card = '099190000001|000000000|Nguyễn Thị Ví Dụ|01011990|Nữ|Số 0 Phố Không Có Thật, Phường Mẫu, Hà Nội|01012022';
const more = '||Nguyễn Văn Bố|Trần Thị Mẹ|';

test('a card read by a scanner fills the page of somebody who files for another, and is gone after use', async () => {
  const { kiosk, portal, resident } = await startAtPortal({ config: { card: { reader: 'keyboard' } } });
  const { page } = kiosk;
  const scan = async (text: string): Promise<void> => {
    // As such scanners do: one key right after the other.
    await page.evaluate((keys) => {
      for (const key of [...keys, 'Enter']) dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    }, text);
  };
  await resident.openPortal();
  await resident.logIn();
  await resident.openForm();
  await resident.openCard();

  // Nothing is read before it was agreed to, in words and by a tick of one's own.
  await expect(resident.button(say('vi', 'card.go'))).toHaveCount(0);
  await scan(card);
  await expect(page.getByRole('heading', { name: say('vi', 'card.consentTitle') })).toBeVisible();
  await resident.press(say('vi', 'card.agree'));
  await resident.press(say('vi', 'card.go'));

  await scan(card.replace('Nguyễn', 'Nguy?n'));
  await expect(page.getByText(say('vi', 'card.fault.damaged'))).toBeVisible();
  await resident.press(say('vi', 'card.again'));
  await scan('https://example.org/a-code-of-something-else');
  await expect(page.getByText(say('vi', 'card.fault.web-address'))).toBeVisible();
  await resident.press(say('vi', 'card.again'));
  await scan(card + more);

  const number = page.locator('[data-card-number]');
  await expect(number).toHaveText('••• ••• ••• 001');
  await expect(page.locator('body')).not.toContainText('Ví Dụ');
  await resident.press(say('vi', 'card.reveal'));
  await expect(number).toHaveText('099190000001');
  await expect(number).toHaveText('••• ••• ••• 001', { timeout: 12_000 });

  await resident.press(say('vi', 'card.fill'));
  await expect(page.getByRole('heading', { name: say('vi', 'card.filledTitle') })).toBeVisible();
  await resident.press(say('vi', 'card.back'));
  const guest = await resident.guest();
  await expect(guest.locator('#personalNumber')).toHaveValue('099190000001');
  await expect(guest.locator('#fullName')).toHaveValue('Nguyễn Thị Ví Dụ');
  await expect(guest.locator('#birthDate')).toHaveValue('01/01/1990');
  await expect(guest.locator('#sex')).toHaveValue('Nữ');
  expect(await guest.content()).not.toContain('Trần Thị Mẹ');

  // The next one to open the sheet starts from the beginning: no card is there any more.
  await resident.press(say('vi', 'portal.tools'));
  await resident.press(say('vi', 'tools.card.title'));
  await expect(page.getByRole('heading', { name: say('vi', 'card.consentTitle') })).toBeVisible();
  await resident.end();
  await kiosk.close();
  expect(filesWith(kiosk.folder, ['099190000001', 'Ví Dụ', 'Trần Thị Mẹ'])).toEqual([]);
  await portal.close();
});

test('a card held to the camera is read; the camera is on for no longer than that', async () => {
  const { kiosk, portal, resident } = await startAtPortal({
    config: { card: { reader: 'camera' } },
    film: card,
  });
  const { page } = kiosk;
  await resident.openPortal();
  const ask = (): Promise<string> =>
    page.evaluate(() =>
      navigator.mediaDevices.getUserMedia({ video: true }).then(
        (stream) => {
          for (const track of stream.getTracks()) track.stop();
          return 'given';
        },
        () => 'refused',
      ),
    );
  expect(await ask()).toBe('refused');
  await resident.press(say('vi', 'portal.tools'));
  await resident.press(say('vi', 'tools.card.title'));
  expect(await ask()).toBe('refused');
  await resident.press(say('vi', 'card.agree'));
  await resident.press(say('vi', 'card.go'));
  await expect(page.locator('[data-card-number]')).toHaveText('••• ••• ••• 001', { timeout: 30_000 });
  expect(await ask()).toBe('refused');
  await kiosk.close();
  await portal.close();
});

test('a card read by a scanner at a serial port, its Vietnamese whole', async () => {
  const device = join(freshFolder(), 'port');
  execFileSync('mkfifo', [device]);
  const { kiosk, portal, resident } = await startAtPortal({ config: { card: { reader: 'serial', device } } });
  const scanner = createWriteStream(device);
  await resident.openPortal();
  await resident.logIn();
  await resident.openForm();
  await resident.openCard();
  scanner.write(`${card}\r\n`);
  await resident.press(say('vi', 'card.agree'));
  await resident.press(say('vi', 'card.go'));
  // What came before anybody agreed is gone.
  await expect(kiosk.page.locator('[data-card-number]')).toHaveCount(0);
  scanner.write(`${card}\r\n`);
  await resident.press(say('vi', 'card.fill'));
  await resident.press(say('vi', 'card.back'));
  await expect((await resident.guest()).locator('#fullName')).toHaveValue('Nguyễn Thị Ví Dụ');
  scanner.end();
  await kiosk.close();
  await portal.close();
});
