import { tmpdir } from 'node:os';
import { expect, test } from '@playwright/test';
import { startPortal } from '../../portal/start-portal.ts';
import { filesWith } from '../../support/canaries.ts';
import type { Kiosk } from '../../support/kiosk.ts';
import { bankOf, makeSendable } from '../../support/live-forms.ts';
import { OnPortal, startAtPortal } from '../../support/on-portal.ts';
import { say } from '../../support/say.ts';

test.setTimeout(120_000);

/** Lets a test know from then on whether a page of the portal, or the bank's, is to be seen through the window. */
const watchViews = (kiosk: Kiosk): Promise<void> =>
  kiosk.app.evaluate(({ WebContentsView }) => {
    const shown = new Map<number, boolean>();
    const { setVisible } = WebContentsView.prototype;
    WebContentsView.prototype.setVisible = function (visible) {
      shown.set(this.webContents.id, visible);
      setVisible.call(this, visible);
    };
    Object.assign(globalThis, { isPageShown: () => [...shown.values()].includes(true) });
  });
const isPageShown = (kiosk: Kiosk): Promise<boolean> =>
  kiosk.app.evaluate(() => (globalThis as unknown as { isPageShown: () => boolean }).isPageShown());

/** Runs code in the portal's page. */
const inGuest = (kiosk: Kiosk, code: string): Promise<unknown> =>
  kiosk.app.evaluate(
    ({ webContents }, ran) =>
      webContents
        .getAllWebContents()
        .find((contents) => contents.getURL().startsWith('https'))
        ?.executeJavaScript(ran),
    code,
  );

const pagesOf = (kiosk: Kiosk): Promise<number> =>
  kiosk.app.evaluate(({ webContents }) => webContents.getAllWebContents().length);

async function understandAlert(resident: OnPortal, words: string): Promise<void> {
  await expect(resident.dialog('alert').getByText(words)).toBeVisible();
  await resident.press(say('vi', 'dialog.understood'));
}

test('the portal asks in our words with its own sentence, and hears what the resident answers', async () => {
  const { kiosk, portal, resident } = await startAtPortal();
  await watchViews(kiosk);
  await resident.openPortal();

  const guest = await resident.letAsk('confirm');
  expect(await isPageShown(kiosk)).toBe(false);
  await expect(kiosk.page.getByRole('dialog', { name: say('vi', 'dialog.portal.asks') })).toHaveAccessibleDescription(
    'Bạn có chắc chắn muốn xóa thành viên chimhoangyen này không?',
  );
  await expect(kiosk.page.locator('h1')).toBeFocused();
  await expect(kiosk.page.getByText('dichvucong.gov.vn', { exact: true })).toBeVisible();
  await resident.press(say('vi', 'dialog.yes'));
  await expect(guest.locator('#heard')).toHaveText('[true]');
  await expect(resident.dialog('confirm')).toHaveCount(0);
  await expect.poll(() => isPageShown(kiosk)).toBe(true);

  await resident.letAsk('confirm');
  await resident.press(say('vi', 'dialog.no'));
  await expect(guest.locator('#heard')).toHaveText('[false]');
  // Going back is not going back in the guide: it is no answer but no.
  await resident.letAsk('confirm');
  const step = await resident.step();
  await resident.back();
  await expect(guest.locator('#heard')).toHaveText('[false]');
  expect(await resident.step()).toBe(step);

  await resident.letAsk('alert');
  await expect(kiosk.page.getByText('Lưu nháp thành công')).toBeVisible();
  await resident.press(say('vi', 'dialog.understood'));
  await expect(guest.locator('#heard')).toHaveText('[undefined]');

  await resident.letAsk('prompt');
  await expect(kiosk.page.locator('[data-answer]')).toHaveText('Khai nhầm');
  await resident.type(' số nhà');
  await resident.doneTyping();
  await expect(guest.locator('#heard')).toHaveText('[Khai nhầm số nhà]');
  await resident.letAsk('prompt');
  await resident.press(say('vi', 'dialog.skip'));
  await expect(guest.locator('#heard')).toHaveText('[null]');
  await kiosk.close();
  await portal.close();
});

test('help is called and left while the page asks, and what it asks stands there again', async () => {
  const { kiosk, portal, resident } = await startAtPortal();
  await watchViews(kiosk);
  await resident.openPortal();
  const guest = await resident.letAsk('confirm');
  await resident.callOfficer();
  await expect(resident.dialog('confirm')).toHaveCount(0);
  await resident.back();
  await resident.press(say('vi', 'dialog.yes'));
  await expect(guest.locator('#heard')).toHaveText('[true]');

  // What belongs to the page does not stand before its question: it may wait for the answer itself.
  await resident.letAsk('behind-photos');
  await resident.atSheet('photos');
  await resident.press(say('vi', 'dialog.no'));
  await resident.back();
  await expect(guest.locator('#heard')).toHaveText('[false]');

  // A frame of the page asks as the page does.
  await guest.goto('https://dichvucong.gov.vn/hoi/in-frame');
  resident.pressGo(guest);
  await expect(resident.dialog('confirm').getByText('Khung hỏi')).toBeVisible();
  await resident.press(say('vi', 'dialog.yes'));
  await expect(guest.locator('#heard')).toHaveText('[true]');
  await kiosk.close();
  await portal.close();
});

test('a page that asks on and on can be stopped from its third question on, and is opened again', async () => {
  const { kiosk, portal, resident } = await startAtPortal();
  await watchViews(kiosk);
  await resident.openPortal();
  const guest = await resident.letAsk('in-a-row');
  const stop = resident.button(say('vi', 'dialog.stop.title'));
  const understand = (words: string): Promise<void> => understandAlert(resident, words);
  await understand('Thiếu ô 1');
  await expect(kiosk.page.getByText('Thiếu ô 2')).toBeVisible();
  await expect(stop).toHaveCount(0);
  await understand('Thiếu ô 2');
  await expect(stop).toBeVisible();
  await understand('Thiếu ô 3');
  await understand('Thiếu ô 4');
  await expect(guest.locator('#heard')).toHaveText('[through]');
  // A press on the page is a new beginning.
  resident.pressGo(guest);
  await expect(kiosk.page.getByText('Thiếu ô 1')).toBeVisible();
  await expect(stop).toHaveCount(0);
  for (const n of [1, 2, 3, 4]) await understand(`Thiếu ô ${n}`);

  await resident.letAsk('for-ever');
  for (const n of [1, 2]) await understand(`Hết phiên ${n}`);
  const asked = (): number => portal.requests.filter(({ path }) => path === '/hoi/for-ever').length;
  const before = asked();
  await resident.press(say('vi', 'dialog.stop.title'));
  await expect.poll(asked).toBe(before + 1);
  await expect.poll(() => isPageShown(kiosk)).toBe(true);
  await expect(resident.dialog('alert')).toHaveCount(0);
  // It has a hearing again. Playwright takes a page whose process was ended for lost, so main asks here.
  void inGuest(kiosk, `document.title = 'heard ' + confirm('Nữa?')`);
  await expect(resident.dialog('confirm').getByText('Nữa?')).toBeVisible();
  await resident.press(say('vi', 'dialog.yes'));
  await expect.poll(() => inGuest(kiosk, 'document.title')).toBe('heard true');
  expect((await kiosk.facts()).ofKind('difficulty.reported').map(({ body }) => body)).toEqual([]);
  await kiosk.close();
  await portal.close();
});

test('a page that asks without end as soon as it opens is not opened a third time', async () => {
  const { kiosk, portal, resident } = await startAtPortal();
  await watchViews(kiosk);
  await resident.openPortal();
  void (await resident.guest()).goto('https://dichvucong.gov.vn/hoi/at-once').catch(() => undefined);
  for (const n of [1, 2]) await understandAlert(resident, `Hết phiên ${n}`);
  await resident.press(say('vi', 'dialog.stop.title'));
  await expect(kiosk.page.getByText(say('vi', 'dialog.stop.home'))).toBeVisible();
  await resident.press(say('vi', 'dialog.stop.title'));
  await expect.poll(() => isPageShown(kiosk)).toBe(true);
  await expect.poll(async () => (await resident.guest()).url()).toBe('https://dichvucong.gov.vn/');
  expect(portal.requests.filter(({ path }) => path === '/hoi/at-once')).toHaveLength(2);
  await kiosk.close();
  await portal.close();
});

test('a visit ends in time while the page asks, leaves no word of it, and holds nothing of the next one up', async () => {
  const { kiosk, portal, resident } = await startAtPortal();
  await watchViews(kiosk);
  await resident.openPortal();
  await resident.letAsk('prompt-empty');
  await resident.type('hoangyenbay');
  await resident.doneTyping();
  await expect((await resident.guest()).locator('#heard')).toHaveText('[hoangyenbay]');
  // What is typed into the page waits for an answer that never comes.
  await (await resident.guest()).goto('https://dichvucong.gov.vn/hoi/while-typing');
  await (await resident.guest()).locator('#go').click();
  await kiosk.page.locator('[data-keyboard]').waitFor();
  await resident.type('a');
  await resident.dialog('confirm').waitFor();
  const began = Date.now();
  await resident.end();
  await expect.poll(() => pagesOf(kiosk)).toBe(1);
  expect(Date.now() - began).toBeLessThan(3000);

  const next = new OnPortal(kiosk, portal);
  await next.leave();
  await next.goToGuide();
  await next.openPortal();
  await expect(next.dialog('confirm')).toHaveCount(0);
  await (await next.guest()).goto('https://dichvucong.gov.vn/hoi/while-typing');
  await (await next.guest()).locator('#box').click();
  await next.type('phố');
  await expect((await next.guest()).locator('#box')).toHaveValue('phố');
  await next.doneTyping();
  await next.letAsk('confirm');
  await next.press(say('vi', 'dialog.yes'));
  await next.end();

  const words = ['chimhoangyen', 'hoangyenbay', 'Nhập lý do', 'chắc chắn'];
  const told = JSON.stringify(await kiosk.facts()) + kiosk.output();
  expect(words.filter((word) => told.includes(word))).toEqual([]);
  expect(filesWith(kiosk.folder, words)).toEqual([]);
  await kiosk.close();
  expect(filesWith(kiosk.folder, words)).toEqual([]);
  expect(filesWith(tmpdir(), words, 1)).toEqual([]);
  await portal.close();
});

test('the idle warning stands before what a page asks, and its end takes both away', async () => {
  const idle = { quietSeconds: 30, quietSecondsAtMost: 60, secondsPerSyllable: 0.2, warningSeconds: 20 };
  const { kiosk, portal, resident } = await startAtPortal({ config: { idle } });
  await resident.openPortal();
  await resident.letAsk('confirm');
  await resident.warning().waitFor({ timeout: 60_000 });
  expect(await resident.dialog('confirm').count()).toBe(0);
  await resident.at('attract');
  await expect.poll(() => pagesOf(kiosk)).toBe(1);
  await kiosk.close();
  await portal.close();
});

test("a bank's page asks the same way, is written nothing, and is closed where it asks on and on", async () => {
  const { kiosk, portal, resident } = await startAtPortal({
    portal: await startPortal({ markup: 'widgets' }),
  });
  await watchViews(kiosk);
  await resident.openPortal();
  await resident.logIn();
  await resident.openForm();
  await makeSendable(resident);
  await (await resident.guest()).locator('#btn-save-send').click();
  const bank = await bankOf(resident);
  await kiosk.page.locator('[data-paying]').waitFor();

  await expect(bank.locator('#code')).toHaveText('G01.899.000001');
  await bank.evaluate(() => void setTimeout(() => document.body.setAttribute('data-heard', `${prompt('Số thẻ')}`)));
  await expect(kiosk.page.getByText(say('vi', 'dialog.bank.asks'))).toBeVisible();
  await expect(kiosk.page.locator('[data-keyboard]')).toHaveCount(0);
  expect(await isPageShown(kiosk)).toBe(false);
  await resident.press(say('vi', 'dialog.skip'));
  await expect(bank.locator('[data-heard=null]')).toBeVisible();

  void bank.evaluate(() => [1, 2].map((n) => alert(`Lỗi ${n}`))).catch(() => undefined);
  await expect(kiosk.page.getByText(say('vi', 'dialog.bank.tells'))).toBeVisible();
  await understandAlert(resident, 'Lỗi 1');
  await expect(kiosk.page.getByText('Lỗi 2')).toBeVisible();
  await resident.press(say('vi', 'dialog.stop.title'));
  await expect(kiosk.page.locator('[data-paying]')).toHaveCount(0);
  await expect(kiosk.page.locator('[data-dialog]')).toHaveCount(0);
  await expect.poll(() => pagesOf(kiosk)).toBe(2);
  expect((await resident.guest()).url()).toContain('dang-ky-tam-tru');
  await kiosk.close();
  await portal.close();
});
