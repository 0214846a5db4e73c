import { expect, type Page, test } from '@playwright/test';
import { type Portal, startPortal } from '../../portal/start-portal.ts';
import type { Kiosk } from '../../support/kiosk.ts';
import { type OnPortal, startAtPortal } from '../../support/on-portal.ts';
import { say } from '../../support/say.ts';

/** Numbers are the rows of the project's security checklist; one visit meets all of it. */
test.setTimeout(90_000);

let kiosk: Kiosk;
let portal: Portal;
let resident: OnPortal;

test.beforeAll(async () => {
  test.setTimeout(60_000);
  portal = await startPortal();
  ({ kiosk, resident } = await startAtPortal({ portal }));
  await resident.openPortal();
  await kiosk.app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = async (url) => void opened.push(url);
  });
});
test.afterAll(async () => {
  await kiosk.close();
  await portal.close();
});

/** Tries one way out; gives the page as it stands a moment later. */
async function tryWayOut(name: string): Promise<Page> {
  const guest = await resident.guest();
  await guest.goto(`https://dichvucong.gov.vn/escape/${name}`);
  // What is refused never arrives: there is nothing to wait for.
  await guest.locator('#go').click({ noWaitAfter: true });
  await guest.waitForTimeout(700);
  return guest;
}

const windows = async (): Promise<number[]> =>
  kiosk.app.evaluate(({ BrowserWindow, webContents }) => [
    BrowserWindow.getAllWindows().length,
    webContents.getAllWebContents().length,
  ]);

const blocked = (): Promise<string | null> => kiosk.page.locator('[data-blocked]').getAttribute('data-blocked');

const waysOut: [name: string, why: string][] = [
  ['link', 'foreign'],
  ['location', 'foreign'],
  ['replace', 'foreign'],
  ['form', 'foreign'],
  ['redirect', 'foreign'],
  ['meta', 'foreign'],
  ['user-info', 'user-info'],
  ['look-alike', 'look-alike'],
  ['suffix', 'look-alike'],
  ['insecure', 'insecure'],
  ['blob', 'scheme'],
  ['file', 'scheme'],
  ['mail', 'scheme'],
  ['telephone', 'scheme'],
  ['frame', 'foreign'],
];
for (const [name, why] of waysOut) {
  test(`row 13: a page cannot lead away by ${name}; it is said why`, async () => {
    const guest = await tryWayOut(name);
    expect(new URL(guest.url()).origin).toBe('https://dichvucong.gov.vn');
    expect(await blocked()).toBe(why);
    expect(portal.requests.filter(({ path }) => path.startsWith('/hit'))).toEqual([]);
    expect(await windows()).toEqual([1, 2]);
  });
}

test('row 13: the browser itself refuses a data address, without a word', async () => {
  const guest = await tryWayOut('data');
  expect(new URL(guest.url()).origin).toBe('https://dichvucong.gov.vn');
});

for (const name of ['window-open', 'window-blank', 'target', 'target-shift']) {
  test(`row 14: a page opens no window by ${name}`, async () => {
    const guest = await tryWayOut(name);
    expect(new URL(guest.url()).origin).toBe('https://dichvucong.gov.vn');
    expect(await windows()).toEqual([1, 2]);
    expect(portal.requests.filter(({ path }) => path.startsWith('/hit'))).toEqual([]);
  });
}

test('row 14: a window of the portal itself opens in the page that is there', async () => {
  const guest = await tryWayOut('window-own');
  await guest.waitForURL('https://dichvucong.gov.vn/tim-kiem');
  expect(await windows()).toEqual([1, 2]);
});

test('row 15: no other program is ever opened', async () => {
  const opened = await kiosk.app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);
  expect(opened).toEqual([]);
});

test('rows 17, 20, 23: the page has no bridge, no Node, no preload, and no way to call the kiosk', async () => {
  const guest = await resident.guest();
  const found = await guest.evaluate(() =>
    ['tiepdan', 'require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter(
      (name) => name in globalThis,
    ),
  );
  expect(found).toEqual([]);
  const preload = await kiosk.app.evaluate(({ webContents }) => {
    const contents = webContents.getAllWebContents().find((one) => one.getURL().startsWith('https'));
    return contents?.session.getPreloads();
  });
  expect(preload).toEqual([]);
});

test('row 18: nothing of the disk or of the kiosk can be fetched by the page', async () => {
  const guest = await resident.guest();
  const tries = await guest.evaluate(() =>
    Promise.all(
      ['file:///etc/passwd', 'app://kiosk/index.html', 'http://127.0.0.1:1/', 'https://evil.test/hit'].map((url) =>
        fetch(url, { mode: 'no-cors' }).then(
          () => 'given',
          () => 'refused',
        ),
      ),
    ),
  );
  expect(tries).toEqual(['refused', 'refused', 'refused', 'refused']);
});

for (const name of ['picture', 'socket', 'fetch', 'beacon']) {
  test(`row 13: nothing is fetched from or sent to elsewhere by ${name}`, async () => {
    await tryWayOut(name);
    expect(portal.requests.filter(({ host }) => host === 'evil.test')).toEqual([]);
  });
}

for (const name of ['download', 'blob-download']) {
  test(`row 24: nothing is downloaded by ${name}, and the resident is told`, async () => {
    await tryWayOut(name);
    expect(await blocked()).toBe('download');
  });
}

test('row 25: the page prints nothing and opens no dialog', async () => {
  await tryWayOut('print');
  expect(await blocked()).toBe('print');
});

for (const name of ['chooser', 'chooser-picker']) {
  test(`row 26: the system's file chooser stays closed (${name}); what to do instead is said`, async () => {
    await tryWayOut(name);
    await resident.atSheet('photos');
    await resident.back();
  });
}

test('row 5: every permission is refused', async () => {
  const guest = await tryWayOut('permissions');
  await expect.poll(() => guest.title()).toBe('refused refused denied refused');
});

test('row 28: no context menu, no zoom, no full screen', async () => {
  const guest = await tryWayOut('full-screen');
  expect(await guest.evaluate(() => document.fullscreenElement)).toBeNull();
  await guest.locator('body').click({ button: 'right' });
  await guest.keyboard.down('Control');
  await guest.mouse.wheel(0, -400);
  await guest.keyboard.press('+');
  await guest.keyboard.up('Control');
  const zoom = await kiosk.app.evaluate(({ webContents }) =>
    webContents
      .getAllWebContents()
      .find((one) => one.getURL().startsWith('https'))
      ?.getZoomFactor(),
  );
  expect(zoom).toBe(1.5);
  expect(await windows()).toEqual([1, 2]);
});

// The last that needs the page: its process is ended with it, and Playwright takes the page for lost.
test('row 27: a flood of dialogs opens no window and ends with one press', async () => {
  const guest = await resident.guest();
  await guest.goto('https://dichvucong.gov.vn/escape/dialogs');
  resident.pressGo(guest);
  await resident.dialog('alert').waitFor();
  await resident.press(say('vi', 'dialog.understood'));
  await resident.dialog('confirm').waitFor();
  await resident.press(say('vi', 'dialog.no'));
  await resident.dialog('alert').waitFor();
  expect(await windows()).toEqual([1, 2]);
  await resident.press(say('vi', 'dialog.stop.title'));
  await expect(kiosk.page.locator('[data-dialog]')).toHaveCount(0);
  await expect.poll(windows).toEqual([1, 2]);
  expect(await kiosk.page.locator('[data-noticed]').count()).toBe(0);
});

test('each reason and other side was told once, by its reason alone', async () => {
  await expect.poll(async () => (await kiosk.facts()).ofKind('portal.blocked').length).toBeGreaterThan(10);
  const told = (await kiosk.facts()).ofKind('portal.blocked').map(({ body }) => body.why);
  const count = (why: string): number => told.filter((one) => one === why).length;
  expect([count('foreign'), count('user-info'), count('look-alike'), count('print')]).toEqual([1, 1, 2, 1]);
  expect(JSON.stringify(await kiosk.facts())).not.toContain('evil');
});
