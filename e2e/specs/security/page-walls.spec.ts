import { expect, test } from '@playwright/test';
import type { Bridge } from '../../../shared/ipc/bridge.ts';
import { startKiosk } from '../../support/kiosk.ts';

/** The page's window, as its own scripts see it. */
interface WithBridge {
  tiepdan: Bridge;
}

test('the page has no way into Node, Electron or another address', async () => {
  const kiosk = await startKiosk();
  const { page, app } = kiosk;
  await expect(page.locator('[data-screen=attract]')).toBeVisible();

  const inside = await page.evaluate(() => ({
    node: ['require', 'process', 'module', 'Buffer'].filter((name) => name in globalThis),
    bridge: Object.keys((globalThis as unknown as WithBridge).tiepdan).sort(),
  }));
  expect(inside).toEqual({
    node: [],
    bridge: [
      'alive',
      'content',
      'officer',
      'officerAct',
      'onOfficer',
      'onPortal',
      'onView',
      'painted',
      'portal',
      'portalAct',
      'printSlip',
      'send',
      'sendWords',
      'terminal',
      'view',
    ],
  });

  const answer = await page.evaluate(async () => {
    const own = await fetch('app://kiosk/index.html');
    const tries = [
      'https://example.org/',
      'http://127.0.0.1:1/',
      'file:///etc/passwd',
      'app://kiosk/..%2f..%2fpackage.json',
    ];
    const outside = await Promise.all(
      tries.map((url) =>
        fetch(url).then(
          (found) => found.status,
          () => 'refused',
        ),
      ),
    );
    return { policy: own.headers.get('content-security-policy'), outside };
  });
  expect(answer.policy).toContain("default-src 'none'; script-src 'self'");
  expect(answer.outside).toEqual(['refused', 'refused', 'refused', 404]);

  const blocked = await page.evaluate(async () => {
    const violated = new Promise<string>((done) => {
      document.addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective), { once: true });
    });
    const script = document.createElement('script');
    script.textContent = 'globalThis.broken = true';
    document.head.append(script);
    return { directive: await violated, broken: 'broken' in globalThis };
  });
  expect(blocked).toEqual({ directive: 'script-src-elem', broken: false });

  const permissions = await page.evaluate(async () => {
    const names = [
      'camera',
      'microphone',
      'geolocation',
      'notifications',
      'clipboard-read',
      'midi',
    ] as PermissionName[];
    const states = await Promise.all(
      names.map((name) => navigator.permissions.query({ name }).then((found) => found.state)),
    );
    const asked = await navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'given',
      () => 'refused',
    );
    return { states: [...new Set(states)], asked };
  });
  expect(permissions).toEqual({ states: ['denied'], asked: 'refused' });

  await page.evaluate(() => {
    window.open('https://example.org/');
    const link = document.createElement('a');
    link.href = 'https://example.org/';
    link.target = '_blank';
    document.body.append(link);
    link.click();
    location.href = 'https://example.org/';
  });
  await page.waitForTimeout(500);
  expect(page.url()).toBe('app://kiosk/index.html');
  const windows = await app.evaluate(({ BrowserWindow, webContents }) => [
    BrowserWindow.getAllWindows().length,
    webContents.getAllWebContents().length,
  ]);
  expect(windows).toEqual([1, 1]);
  await kiosk.close();
});

test('a call with foreign content is refused and leaves no trace of it', async () => {
  const kiosk = await startKiosk();
  const { page } = kiosk;
  await expect(page.locator('[data-screen=attract]')).toBeVisible();
  await page.evaluate(() => {
    const send = (globalThis as unknown as WithBridge).tiepdan.send as (value: unknown) => void;
    send({ seen: 1, event: { type: 'service.chosen', service: { toString: 1 } } });
    send({ seen: 1, event: { type: 'screen.lost' } });
    send('ended');
    send({ seen: 1, event: { type: 'started', who: 'Nguyễn Thị Ví Dụ' } });
  });
  await page.waitForTimeout(500);
  await expect(page.locator('[data-screen=attract]')).toBeVisible();
  expect((await kiosk.facts()).ofKind('visit.closed')).toEqual([]);
  await kiosk.close();
});
