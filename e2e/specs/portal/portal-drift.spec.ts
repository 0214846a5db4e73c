import { expect, test } from '@playwright/test';
import { driftReport } from '../../../tools/content/drift.ts';
import { filesWith } from '../../support/canaries.ts';
import { startAtPortal } from '../../support/on-portal.ts';

test.setTimeout(120_000);

for (const markup of ['blocks', 'wizard'] as const) {
  test(`a portal that was redesigned is guided by hand, told as drift, and nothing of a box with it: ${markup}`, async () => {
    const { kiosk, portal, resident } = await startAtPortal({ markup });
    await resident.openPortal();
    await resident.logIn();
    portal.fault('changed-markup', true);
    await resident.touch('link', /Đăng ký tạm trú/);
    await resident.touch('link', 'Nộp hồ sơ');
    const guest = await resident.guest();
    const field = guest.locator('input[autocomplete=off]').first();
    if (markup === 'wizard') {
      await guest.getByRole('button', { name: 'Tiếp tục' }).click();
    }
    await field.click();
    await resident.type('chimhoangyen');
    await resident.doneTyping();
    // The resident goes on by the buttons of the guide, as without a portal.
    await expect
      .poll(async () => (await kiosk.facts()).ofKind('portal.drift').length, { timeout: 20_000 })
      .toBeGreaterThan(0);
    await resident.onwards();
    await resident.onwards();
    await resident.atStep('who-moves');
    const drift = (await kiosk.facts()).ofKind('portal.drift').map(({ body }) => body);
    expect(drift[0]).toMatchObject({ profile: 'dich-vu-cong', page: null, box: null });
    expect(new Set(drift.map((body) => JSON.stringify(body))).size).toBe(drift.length);
    expect(JSON.stringify(await kiosk.facts())).not.toContain('chimhoangyen');
    expect(filesWith(kiosk.folder, ['chimhoangyen'])).toEqual([]);
    const [, address = ''] = /^Facts: (\S+)$/m.exec(kiosk.output()) ?? [];
    expect(await driftReport(address)).toMatch(
      /^ {2}1 kiosk: dich-vu-cong, a page that no pattern knows \(content [\d.-]+\)$/m,
    );
    await kiosk.close();
    await portal.close();
  });
}
