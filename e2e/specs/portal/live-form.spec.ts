import { expect, test } from '@playwright/test';
import { startPortal } from '../../portal/start-portal.ts';
import { startAtPortal } from '../../support/on-portal.ts';

/** The residence portal's form on its real libraries, with its real ids; what no source tells of it either way. */
const variants = [
  { numbered: false, mask: true, opens: 'late' },
  { numbered: true, mask: false, opens: 'early' },
] as const;

test.setTimeout(120_000);

for (const variant of variants) {
  const named = `${variant.numbered ? 'numbered headings' : 'bare headings'}, ${variant.mask ? 'a mask' : 'no mask'}`;
  test(`the form on its own host is known by its address, its boxes by their ids: ${named}`, async () => {
    const { kiosk, portal, resident } = await startAtPortal({
      portal: await startPortal({ markup: 'widgets', variant }),
      answers: { declarant: 'other' },
      config: { card: { reader: 'keyboard' } },
    });
    await resident.openPortal();
    await resident.logIn();
    await resident.openForm();
    const guest = await resident.guest();
    expect(new URL(guest.url()).host).toBe('dichvucong.dancuquocgia.gov.vn');

    // A list of the library is opened, searched by the bare name and left; then the next box is the one to go to.
    const pick = async (id: string, search: string, choice: string): Promise<void> => {
      await guest.locator(`#${id} option`).nth(1).waitFor({ state: 'attached' });
      await guest.locator(`#${id} + .select2-container`).click();
      await guest.locator('.select2-search__field').click();
      await resident.type(search);
      await guest.locator('.select2-results__option', { hasText: choice }).click();
    };
    await expect.poll(() => resident.outlined()).toBe('province');
    await pick('cboRECEIVE_ADDR_CITY_CODE', 'hà nội', 'Hà Nội');
    await expect.poll(() => resident.outlined()).toBe('commune');
    await pick('cboRECEIVE_ADDR_VILLAGE_CODE', 'cửa nam', 'Cửa Nam');
    await expect(guest.locator('#txtRECEIVE_ORG_ADDRESS')).toHaveValue('Công an Phường Cửa Nam');

    await resident.onwards();
    await resident.onwards();
    await resident.touch('radio', 'Khai hộ');
    await resident.fillFromCard('099155000009|012345678|Trần Thị Nộp Hộ|02031955|Nữ|Số 0 Phố Không Có Thật|01012022');
    const dob = guest.locator('#txtDOB');
    // What was written is still there after the next box was touched and left.
    for (const next of ['#txtDOB', '#txtEMAIL']) await guest.locator(next).click();
    await resident.doneTyping();
    await expect(dob).toHaveValue('02/03/1955');
    await expect(guest.locator('#txtFULLNAME')).toHaveValue('Trần Thị Nộp Hộ');
    await expect(guest.locator('#txtIDENTIFIER_NUMBER')).toHaveValue('099155000009');
    expect(
      await guest.locator('#cboGENDER_CODE').evaluate((list: HTMLSelectElement) => list.selectedOptions[0]?.text),
    ).toBe('Nữ');
    // The number of the notice block is not the person's.
    await expect(guest.locator('#txtNOTIFICATION_PHONE')).toHaveValue('');

    await resident.fill('#txtTEMP_RESIDENT_FROM', '05/12/2026');
    await guest.locator('#txtHH_PERSON_FULLNAME').click();
    await resident.doneTyping();
    await expect(guest.locator('#txtTEMP_RESIDENT_FROM')).toHaveValue('05/12/2026');
    await expect(guest.locator('#txtTEMP_RESIDENT_TO')).toHaveValue('05/12/2028');

    const facts = await kiosk.facts();
    for (const kind of ['portal.drift', 'portal.blocked', 'difficulty.reported'] as const)
      expect(facts.ofKind(kind).map(({ body }) => body)).toEqual([]);
    await kiosk.close();
    await portal.close();
  });
}

test('while one reads the description of the procedure the guide stays there, though its folds are named as the form’s blocks', async () => {
  const { kiosk, portal, resident } = await startAtPortal({ portal: await startPortal({ markup: 'widgets' }) });
  await resident.openPortal();
  await resident.logIn();
  const guest = await resident.guest();
  await guest.goto('https://dichvucong.bocongan.gov.vn/bocongan/bothutuc/tthc?matt=26356');
  await expect.poll(() => resident.outlined()).toBe('file-it');
  await resident.atStep('find-service');
  await kiosk.close();
  await portal.close();
});
