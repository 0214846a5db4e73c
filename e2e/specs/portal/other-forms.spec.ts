import { expect, test } from '@playwright/test';
import { filesWith } from '../../support/canaries.ts';
import {
  chooseAgency,
  dayFromNow,
  fillTenant,
  fillTerm,
  payAndComeBack,
  pick,
  sendAndPay,
  tenant,
} from '../../support/live-forms.ts';
import { startAtPortal } from '../../support/on-portal.ts';

test.setTimeout(180_000);

test('temporary residence is extended on the portal of autumn 2026, to the file code', async () => {
  const { kiosk, portal, resident } = await startAtPortal({
    markup: 'widgets',
    service: 'gia-han-tam-tru',
    answers: { declarant: 'other' },
    config: { card: { reader: 'keyboard' } },
  });
  await resident.walkToLogIn();
  await resident.openPortal();
  await resident.logIn();
  await resident.openForm();
  const guest = await resident.guest();
  expect(guest.url()).toContain('TT=TAMTRU_02');
  await chooseAgency(resident, false);
  await resident.onwards();
  await resident.onwards();
  await fillTenant(resident);
  await resident.onwards();
  await resident.atStep('new-term');
  await pick(resident, 'cboBPROC_CASE_CODE', 'Gia hạn tạm trú');
  await resident.fill('#txtSUGGEST_ADDRESS', 'So 0 pho Khong Co That');
  await fillTerm(resident);
  await resident.onwards();
  await resident.atStep('attach');
  // Here the rows for papers are there without a choice before.
  await expect.poll(() => resident.outlined()).toBe('file');
  await resident.onwards();
  await pick(resident, 'cboRECEIVER_TYPE', 'Nhận qua cổng thông tin');
  await resident.onwards();
  const code = await payAndComeBack(resident, await sendAndPay(resident));
  expect(portal.filings).toMatchObject([
    { code, fields: { kind: 'TAMTRU_02', txtFULLNAME: tenant.name, txtTEMP_RESIDENT_TO: dayFromNow(10, 2) } },
  ]);
  await resident.onwards();
  await resident.at('ending');
  await resident.finish();
  const facts = await kiosk.facts();
  for (const kind of ['portal.drift', 'portal.blocked', 'difficulty.reported'] as const)
    expect(facts.ofKind(kind).map(({ body }) => body)).toEqual([]);
  await kiosk.close();
  expect(filesWith(kiosk.folder, [tenant.number, 'Nộp Hộ', 'Khong Co That', code])).toEqual([]);
  await portal.close();
});

test('a guest is reported on the portal of autumn 2026, whose page has its ids twice', async () => {
  const { kiosk, portal, resident } = await startAtPortal({
    markup: 'widgets',
    service: 'thong-bao-luu-tru',
    config: { card: { reader: 'keyboard' } },
  });
  await resident.walkToLogIn();
  await resident.openPortal();
  await resident.logIn();
  await resident.atStep('card-valid');
  await resident.onwards();
  const guest = await resident.guest();
  const choose = async (id: string, choice: string): Promise<void> => {
    await guest.locator(`#${id} option`, { hasText: choice }).waitFor({ state: 'attached' });
    await guest.locator(`#${id}`).selectOption({ label: choice });
  };
  await expect.poll(() => resident.outlined()).toBe('province');
  await choose('accomStay_cboPROVINCE_ID', 'Thành phố Hà Nội');
  await expect.poll(() => resident.outlined()).toBe('commune');
  await guest.locator('#accomStay_cboADDRESS_ID option').nth(1).waitFor({ state: 'attached' });
  await guest.locator('#accomStay_cboADDRESS_ID').selectOption({ index: 1 });
  await resident.onwards();
  await resident.onwards();
  await choose('accomStay_cboACCOMMODATION_TYPE', 'Nhà ở của hộ gia đình');
  await choose('accomStay_cboNAME', 'Hộ gia đình');
  await resident.onwards();
  await resident.atStep('add-guest');
  await expect.poll(() => resident.outlined()).toBe('add-guest');
  await resident.touch('link', 'THÊM MỚI NGƯỜI LƯU TRÚ');
  await expect.poll(() => resident.outlined()).toBe('full-name');
  await resident.fillFromCard(tenant.code);
  const sheet = guest.locator('#addpersonLT');
  await sheet.locator('#guest_txtREASON').click();
  await resident.type('tham nha');
  await resident.doneTyping();
  await expect(sheet.locator('#guest_txtDOB')).toHaveValue(tenant.born);
  await sheet.locator('#guest_txtSTART_DATE').click();
  await resident.type(dayFromNow(0));
  await resident.doneTyping();
  await sheet.locator('#guest_txtROOM').click();
  await resident.doneTyping();
  await expect(sheet.locator('#guest_txtSTART_DATE')).toHaveValue(dayFromNow(0));
  await resident.touch('button', 'Lưu');
  await expect(guest.locator('#guests li')).toHaveText([tenant.name]);
  await resident.onwards();
  await resident.onwards();
  await resident.touch('checkbox', /chịu trách nhiệm/);
  await resident.onwards();
  await resident.touch('button', 'Gửi hồ sơ');
  await expect.poll(() => guest.url()).toContain('/ho-so.html');
  expect(portal.filings).toMatchObject([
    {
      fields: {
        kind: 'LUUTRU',
        guest_txtCITIZENNAME: tenant.name,
        guest_txtIDCARD_NUMBER: tenant.number,
        guest_txtDOB: tenant.born,
        guest_txtSTART_DATE: dayFromNow(0),
      },
    },
  ]);
  await resident.onwards();
  await resident.at('ending');
  await resident.finish();
  const facts = await kiosk.facts();
  for (const kind of ['portal.drift', 'portal.blocked', 'difficulty.reported'] as const)
    expect(facts.ofKind(kind).map(({ body }) => body)).toEqual([]);
  await kiosk.close();
  expect(filesWith(kiosk.folder, [tenant.number, 'Nộp Hộ', 'tham nha'])).toEqual([]);
  await portal.close();
});
