import { expect, test } from '@playwright/test';
import { freshFolder, startKiosk } from '../../support/kiosk.ts';
import { Resident } from '../../support/resident.ts';
import { say } from '../../support/say.ts';
import { readSlip } from '../../support/slip-code.ts';

test('at the ending a square code holds what to take home: the service, what comes next, papers, whom to ask; nobody’s name', async () => {
  const kiosk = await startKiosk();
  const resident = new Resident(kiosk.page, 'vi');
  await resident.goToGuide();
  await resident.walkToEnding();
  await resident.press(say('vi', 'ending.slip'));
  await resident.atSheet('slip');
  const text = await readSlip(kiosk);
  for (const part of ['Đăng ký tạm trú', 'Hồ sơ đã gửi xong', '1900 0368', 'vneid.gov.vn', say('vi', 'slip.warning')])
    expect(text).toContain(part);
  // No printer here: none is offered.
  await expect(resident.button(say('vi', 'slip.print'))).toHaveCount(0);
  await resident.press(say('vi', 'slip.done'));
  await resident.finish();
  await kiosk.close();
});

test('a printer that does not print: said plainly, the square code stays, and the visit goes on', async () => {
  const kiosk = await startKiosk({ folder: freshFolder({ printer: { deviceName: 'no-such-printer' } }) });
  const resident = new Resident(kiosk.page, 'vi');
  await resident.goToGuide();
  await resident.walkToEnding();
  await resident.press(say('vi', 'ending.slip'));
  await resident.press(say('vi', 'slip.print'));
  await expect(kiosk.page.getByText(say('vi', 'slip.failed'))).toBeVisible({ timeout: 20_000 });
  await expect(kiosk.page.locator('[data-square-code]')).toBeVisible();
  await resident.press(say('vi', 'slip.done'));
  await resident.finish();
  await kiosk.close();
});

test('a visit at home is asked for: said what to give the officer, recorded once, without a word about who', async () => {
  const kiosk = await startKiosk();
  const resident = new Resident(kiosk.page, 'vi', {
    service: 'cap-doi-can-cuoc',
    answers: { 'can-come': 'no' },
  });
  await resident.goToGuide();
  await resident.walkToEnding();
  await expect(kiosk.page.getByRole('heading', { level: 1 })).toBeVisible();
  await resident.finish();
  await expect.poll(async () => (await kiosk.facts()).ofKind('homevisit.requested').length).toBe(1);
  const [asked] = (await kiosk.facts()).ofKind('homevisit.requested');
  expect(Object.keys(asked?.body ?? {}).toSorted()).toEqual(['service', 'visit']);
  await kiosk.close();
});
