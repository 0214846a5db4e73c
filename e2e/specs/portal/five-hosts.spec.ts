import { expect, test } from '@playwright/test';
import { hosts } from '../../portal/stand-in.ts';
import { startPortal } from '../../portal/start-portal.ts';
import { startAtPortal } from '../../support/on-portal.ts';
import { say } from '../../support/say.ts';

test.setTimeout(120_000);

test('a service begins at its form, the log-in stands before it, and a square code that has expired is loaded again', async () => {
  const { kiosk, portal, resident } = await startAtPortal({
    portal: await startPortal({ markup: 'widgets', squareCodeMs: 2500 }),
  });
  await resident.openPortal();
  await resident.atHost(hosts.logIn);
  await resident.atStep('log-in');
  await expect.poll(() => resident.outlined()).toBe('load-code-again');
  await resident.touch('button', 'Tải lại');
  await (await resident.guest()).getByAltText('qr_images').waitFor();
  portal.confirm();
  await resident.atHost(hosts.residence);
  await resident.atStep('choose-agency');
  expect((await resident.guest()).url()).toContain('TT=TAMTRU_01');

  // One log-in is enough: the national portal, the way back, knows the resident by the ticket it gets.
  await resident.press(say('vi', 'portal.tools'));
  await resident.press(say('vi', 'tools.home.title'));
  await resident.atHost(hosts.national);
  await resident.touch('link', 'Đăng nhập');
  await expect.poll(async () => new URL((await resident.guest()).url()).pathname).toBe('/tim-kiem');
  await resident.press(say('vi', 'portal.tools'));
  await resident.press(say('vi', 'tools.entry.title'));
  await resident.atHost(hosts.residence);
  expect((await kiosk.facts()).ofKind('portal.blocked').map(({ body }) => body)).toEqual([]);
  await kiosk.close();
  await portal.close();
});

test('while one reads the description of the procedure the guide stays there, though its folds are named as the form’s blocks', async () => {
  const { kiosk, portal, resident } = await startAtPortal({ markup: 'widgets' });
  await resident.openPortal();
  const guest = await resident.guest();
  await guest.goto(`https://${hosts.ministry}/bocongan/bothutuc/tthc?matt=26345`);
  await expect.poll(() => resident.outlined()).toBe('file-it');
  await resident.atStep('find-service');
  await kiosk.close();
  await portal.close();
});
