import { expect, test } from '@playwright/test';
import { filesWith } from '../../support/canaries.ts';
import { startAtPortal } from '../../support/on-portal.ts';

test.setTimeout(120_000);

test.describe('temporary residence is filed on the portal inside the kiosk, from the first touch to the file code', () => {
  for (const markup of ['blocks', 'wizard'] as const) {
    test(`with touch and the keys on the glass alone: ${markup}`, async () => {
      const { kiosk, portal, resident } = await startAtPortal({ markup });
      await resident.openPortal();
      await resident.logIn();
      await resident.openForm();
      const code = markup === 'blocks' ? await resident.fileOnBlocks() : await resident.fileOnWizard();
      expect(portal.filings).toMatchObject([
        { code, fields: { personalNumber: '099190000001', place: 'Số 0 phố Không Có Thật', until: '01/12/2027' } },
      ]);
      await resident.payAndFinish();
      await resident.finish();

      await expect.poll(async () => (await kiosk.facts()).ofKind('visit.closed').length).toBe(1);
      const facts = await kiosk.facts();
      const [closed] = facts.ofKind('visit.closed');
      expect(closed?.body).toMatchObject({ ending: 'completed', service: 'dang-ky-tam-tru', difficulties: 0 });
      // What is right on the stand-in is no drift and no trouble.
      for (const kind of ['portal.drift', 'portal.blocked', 'difficulty.reported', 'help.offered'] as const) {
        expect(facts.ofKind(kind).map(({ body }) => body)).toEqual([]);
      }
      await kiosk.close();
      await portal.close();
    });
  }

  test('for somebody else, whose card fills the form: touch, card and keys alone', async () => {
    const { kiosk, portal, resident } = await startAtPortal({
      config: { card: { reader: 'keyboard' } },
      answers: { declarant: 'other' },
    });
    await resident.openPortal();
    await resident.logIn();
    await resident.openForm();
    const code = await resident.fileOnBlocks(async () => {
      await resident.touch('checkbox', 'Khai hộ');
      await resident.fillFromCard('099155000009|012345678|Trần Thị Nộp Hộ|02031955|Nữ|Số 0 Phố Không Có Thật|01012022');
    });
    expect(portal.filings).toMatchObject([
      {
        code,
        fields: { personalNumber: '099155000009', fullName: 'Trần Thị Nộp Hộ', birthDate: '02/03/1955', sex: 'Nữ' },
      },
    ]);
    await resident.payAndFinish();
    await resident.finish();
    await kiosk.close();
    expect(filesWith(kiosk.folder, ['099155000009', 'Nộp Hộ'])).toEqual([]);
    await portal.close();
  });
});
