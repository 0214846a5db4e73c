import { expect } from '@playwright/test';
import type { FormVariant } from '../portal/registration-form.ts';
import { startPortal } from '../portal/start-portal.ts';
import { filesWith } from './canaries.ts';
import { dayFromNow, register, tenant } from './live-forms.ts';
import { startAtPortal } from './on-portal.ts';

/**
 * Registers a tenant on one make of the form, from the first screen to the file code, and holds what arrived against what
 * was said. A paper comes from the disk of the test here; the way from a telephone is tried by itself.
 */
export async function registerOn(variant: FormVariant): Promise<void> {
  const { kiosk, portal, resident } = await startAtPortal({
    portal: await startPortal({ markup: 'widgets', variant }),
    answers: { declarant: 'other' },
    config: { card: { reader: 'keyboard' } },
  });
  await resident.openPortal();
  await resident.logIn();
  await resident.openForm();
  // With the newer jQuery a list's search has to be touched before it is typed into.
  const code = await register(resident, { search: true, attach: async () => undefined });
  expect(portal.filings).toMatchObject([
    {
      code,
      fields: {
        txtFULLNAME: tenant.name,
        txtDOB: tenant.born,
        txtIDENTIFIER_NUMBER: tenant.number,
        cboGENDER_CODE: 'Nữ',
        txtSUGGEST_ADDRESS: 'Số 0 phố Không Có Thật',
        txtTEMP_RESIDENT_FROM: dayFromNow(10),
        txtTEMP_RESIDENT_TO: dayFromNow(10, 2),
      },
    },
  ]);
  await resident.onwards();
  await resident.at('ending');
  await resident.finish();
  await expect.poll(async () => (await kiosk.facts()).ofKind('visit.closed').length).toBe(1);
  const facts = await kiosk.facts();
  expect(facts.ofKind('visit.closed')[0]?.body).toMatchObject({ ending: 'completed', difficulties: 0 });
  for (const kind of ['portal.drift', 'portal.blocked', 'difficulty.reported'] as const)
    expect(facts.ofKind(kind).map(({ body }) => body)).toEqual([]);
  await kiosk.close();
  expect(filesWith(kiosk.folder, [tenant.number, 'Nộp Hộ', 'Không Có Thật', code])).toEqual([]);
  await portal.close();
}
