import { expect, type Page } from '@playwright/test';
import { hosts } from '../portal/stand-in.ts';
import type { OnPortal } from './on-portal.ts';

/** Nobody. */
export const tenant = {
  code: '099155000009|012345678|Trần Thị Nộp Hộ|02031955|Nữ|Số 0 Phố Không Có Thật|01012022',
  number: '099155000009',
  name: 'Trần Thị Nộp Hộ',
  born: '02/03/1955',
};

/** So many days from today, as a box of the form shows it. */
export function dayFromNow(days: number, years = 0): string {
  const day = new Date();
  day.setDate(day.getDate() + days);
  day.setFullYear(day.getFullYear() + years);
  return [day.getDate(), day.getMonth() + 1, day.getFullYear()].map((part) => String(part).padStart(2, '0')).join('/');
}

/** Opens a list that a library draws, searches it on the keys of the glass where it has a search, and touches the choice. */
export async function pick(resident: OnPortal, id: string, choice: string, search?: string): Promise<void> {
  const guest = await resident.guest();
  const list = guest.locator(`#${id}`);
  await list.locator('option', { hasText: choice }).first().waitFor({ state: 'attached' });
  await guest.locator(`#${id} + .select2-container`).click();
  if (search !== undefined) {
    await guest.locator('.select2-search__field').click();
    await resident.type(search);
  }
  await guest.locator('.select2-results__option', { hasText: choice }).click();
  await expect(guest.locator('.select2-dropdown')).toHaveCount(0);
}

/** The two lists of the agency; the second fills when the first was chosen, and the outline goes from one to the other. */
export async function chooseAgency(resident: OnPortal, search: boolean): Promise<void> {
  const guest = await resident.guest();
  await expect.poll(() => resident.outlined()).toBe('province');
  await pick(resident, 'cboRECEIVE_ADDR_CITY_CODE', 'Hà Nội', search ? 'hà nội' : undefined);
  await expect.poll(() => resident.outlined()).toBe('commune');
  await pick(resident, 'cboRECEIVE_ADDR_VILLAGE_CODE', 'Cửa Nam', search ? 'cửa nam' : undefined);
  await expect(guest.locator('#txtRECEIVE_ORG_ADDRESS')).toHaveValue('Công an Phường Cửa Nam');
}

/** Somebody else's details from their card; the date of birth must still be there after the next box. */
export async function fillTenant(resident: OnPortal): Promise<void> {
  const guest = await resident.guest();
  await resident.touch('radio', 'Khai hộ');
  await resident.fillFromCard(tenant.code);
  for (const next of ['#txtDOB', '#txtEMAIL']) await guest.locator(next).click();
  await resident.doneTyping();
  await expect(guest.locator('#txtDOB')).toHaveValue(tenant.born);
  await expect(guest.locator('#txtFULLNAME')).toHaveValue(tenant.name);
  await expect(guest.locator('#txtIDENTIFIER_NUMBER')).toHaveValue(tenant.number);
  expect(
    await guest.locator('#cboGENDER_CODE').evaluate((list: HTMLSelectElement) => list.selectedOptions[0]?.text),
  ).toBe('Nữ');
  // The number of the notice block is not the person's.
  await expect(guest.locator('#txtNOTIFICATION_PHONE')).toHaveValue('');
}

/** Types the first day over the one that stands there; the last one follows it, and both stand after the next box was touched. */
export async function fillTerm(resident: OnPortal): Promise<{ from: string; until: string }> {
  const guest = await resident.guest();
  const [from, until] = [dayFromNow(10), dayFromNow(10, 2)];
  await resident.fill('#txtTEMP_RESIDENT_FROM', from);
  await guest.locator('#txtHH_PERSON_FULLNAME').click();
  await resident.type('Tran Van Thu');
  await resident.doneTyping();
  await expect(guest.locator('#txtTEMP_RESIDENT_FROM')).toHaveValue(from);
  await expect(guest.locator('#txtTEMP_RESIDENT_TO')).toHaveValue(until);
  return { from, until };
}

/** The least that the form wants before it is sent. */
export async function makeSendable(resident: OnPortal): Promise<void> {
  const guest = await resident.guest();
  await guest.getByRole('link', { name: /thuê, mượn, ở nhờ/ }).click();
  await resident.touch('checkbox', /chịu trách nhiệm/);
}

/** Ticks, sends, and gives the bank's page once it stands over the form. */
export async function sendAndPay(resident: OnPortal): Promise<Page> {
  const guest = await resident.guest();
  await resident.touch('checkbox', /chịu trách nhiệm/);
  await resident.onwards();
  await guest.locator('#btn-save-send').click();
  return await bankOf(resident);
}

/** The bank's page, once it is there. */
export async function bankOf({ kiosk }: OnPortal): Promise<Page> {
  const find = (): Page | undefined => kiosk.app.windows().find((page) => page.url().includes(hosts.payment));
  await expect.poll(() => find() !== undefined).toBe(true);
  const found = find();
  if (found === undefined) throw new Error('the bank is gone again');
  return found;
}

/** Pays, comes back by itself to the list of dossiers, and gives the newest file code there. */
export async function payAndComeBack(resident: OnPortal, bank: Page): Promise<string> {
  await expect(resident.page.locator(`[data-paying="${hosts.payment}"]`)).toBeVisible();
  await bank.getByRole('link', { name: 'Hoàn tất' }).click();
  await expect(resident.page.locator('[data-paying]')).toHaveCount(0);
  return await newestCode(resident);
}

async function newestCode(resident: OnPortal): Promise<string> {
  const guest = await resident.guest();
  await expect.poll(() => guest.url()).toContain('/ho-so.html');
  await resident.atStep('track');
  return (await guest.locator('#code').first().textContent()) ?? '';
}

/** The whole registration for somebody else, from the log-in to the file code; `attach` gives the paper. */
export async function register(
  resident: OnPortal,
  {
    search,
    attach,
    look = async () => undefined,
  }: {
    search: boolean;
    attach: () => Promise<void>;
    look?: (name: string) => Promise<void>;
  },
): Promise<string> {
  const guest = await resident.guest();
  await look('agency');
  await chooseAgency(resident, search);
  await resident.onwards();
  await resident.onwards();
  await fillTenant(resident);
  await look('fill-other');
  await resident.onwards();
  await resident.atStep('dwelling');
  await expect.poll(() => resident.outlined()).toBe('case');
  await pick(resident, 'cboBPROC_CASE_CODE', 'Đăng ký tạm trú');
  await expect.poll(() => resident.outlined()).toBe('household-kind');
  await resident.touch('radio', 'Đăng ký tạm trú lập hộ mới');
  await expect.poll(() => resident.outlined()).toBe('place');
  await guest.locator('#txtSUGGEST_ADDRESS').click();
  await resident.type('Số 0 phố Không Có Thật');
  await look('keys');
  await resident.doneTyping();
  await expect(guest.locator('#txtCHANGED_NOTE')).toHaveValue(/Không Có Thật$/);
  await fillTerm(resident);
  await resident.onwards();
  await resident.onwards();
  await resident.onwards();
  await resident.atStep('attach');
  await expect.poll(() => resident.outlined()).toBe('sub-case');
  await look('attach');
  await guest.getByRole('link', { name: /thuê, mượn, ở nhờ/ }).click();
  await expect.poll(() => resident.outlined()).toBe('file');
  await attach();
  await resident.onwards();
  await pick(resident, 'cboRECEIVER_TYPE', 'Nhận qua cổng thông tin');
  await resident.onwards();
  await look('review');
  const bank = await sendAndPay(resident);
  await look('payment');
  const code = await payAndComeBack(resident, bank);
  await look('dossiers');
  return code;
}
