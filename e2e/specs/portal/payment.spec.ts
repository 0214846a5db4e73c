import { expect, test } from '@playwright/test';
import { usualVariant } from '../../portal/registration-form.ts';
import { startPortal } from '../../portal/start-portal.ts';
import { bankOf, makeSendable } from '../../support/live-forms.ts';
import { startAtPortal } from '../../support/on-portal.ts';
import { say } from '../../support/say.ts';

test.setTimeout(120_000);

const bankHost = 'pay.vietcombank.com.vn';

for (const opens of ['late', 'post'] as const) {
  test(`the window to pay in stands over the form, is left by one press, and the form is as it was: ${opens}`, async () => {
    const { kiosk, portal, resident } = await startAtPortal({
      portal: await startPortal({ markup: 'widgets', variant: { ...usualVariant, opens } }),
    });
    const { page } = kiosk;
    await resident.openPortal();
    await resident.logIn();
    await resident.openForm();
    const form = await resident.guest();
    await resident.fill('#txtSUGGEST_ADDRESS', 'so nha 0');
    await makeSendable(resident);
    await form.locator('#btn-save-send').click();
    const bank = await bankOf(resident);
    await expect(bank.locator('#code')).toHaveText('G01.899.000001');
    await expect(page.locator(`[data-paying="${bankHost}"]`)).toBeVisible();
    await expect(page.getByText(say('vi', 'portal.pay.body'))).toBeVisible();
    await expect(page.getByText(say('vi', 'portal.real'))).toHaveCount(0);
    // Nothing is typed there, and nothing of ours is on the page.
    await bank.locator('#card-number').click();
    await expect(page.locator('[data-keyboard]')).toHaveCount(0);
    await kiosk.app.evaluate(({ webContents }, host) => {
      const contents = webContents.getAllWebContents().find((one) => one.getURL().includes(host));
      for (const keyCode of '4111')
        for (const type of ['keyDown', 'char', 'keyUp'] as const) contents?.sendInputEvent({ type, keyCode });
    }, bankHost);
    expect(await bank.locator('#card-number').inputValue()).toBe('');
    expect(await kiosk.app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(3);

    // The walls of the portal's page stand round the bank's as well: no dialog of the system, and the page lives on.
    await bank.evaluate(() => window.print());
    await bank.evaluate(() =>
      document.body.append(Object.assign(document.createElement('input'), { type: 'file', id: 'from-disk' })),
    );
    await bank.locator('#from-disk').click();
    await expect(bank.locator('#code')).toHaveText('G01.899.000001');

    await resident.press(say('vi', 'portal.pay.back'));
    await expect(page.locator('[data-paying]')).toHaveCount(0);
    await expect(form.locator('#txtSUGGEST_ADDRESS')).toHaveValue('so nha 0');

    // Paid: the bank leads back, and the portal's own page takes over.
    await form.locator('#btn-save-send').click();
    await (await bankOf(resident)).getByRole('link', { name: 'Hoàn tất' }).click();
    await expect(page.locator('[data-paying]')).toHaveCount(0);
    await expect.poll(() => form.url()).toContain('/ho-so.html');
    expect((await kiosk.facts()).ofKind('portal.blocked').map(({ body }) => body)).toEqual([]);
    expect((await kiosk.facts()).ofKind('difficulty.reported').map(({ body }) => body)).toEqual([]);

    // Gone with the visit.
    await form.goBack();
    await makeSendable(resident);
    await form.locator('#btn-save-send').click();
    await bankOf(resident);
    await resident.end();
    await expect.poll(() => kiosk.app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1);
    await kiosk.close();
    await portal.close();
  });
}
