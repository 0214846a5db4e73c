import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCard } from './parse-card.ts';
import { cardValues, maskCard } from './show-card.ts';

const woman = '099190000001|000000000|Nguyễn Thị Ví Dụ|01011990|Nữ|Số 0 Phố Không Có Thật, Phường Mẫu, Hà Nội|01012022';
const man = '099090000002||Trần Văn Thử Nghiệm|31121990|Nam|Thôn Tưởng Tượng, Xã Mẫu, Hà Nội|15062021';
const faultOf = (text: string): unknown => {
  const parsed = parseCard(text);
  return parsed.ok ? 'a card' : parsed.error;
};

describe('a card', () => {
  test('of 2021 is read field by field; a place that is in no list is a doubt and no refusal', () => {
    expect(parseCard(woman)).toEqual({
      ok: true,
      value: {
        id: '099190000001',
        oldId: '000000000',
        name: 'Nguyễn Thị Ví Dụ',
        dateOfBirth: '01/01/1990',
        sex: 'Nữ',
        address: 'Số 0 Phố Không Có Thật, Phường Mẫu, Hà Nội',
        issuedOn: '01/01/2022',
        doubts: ['place'],
      },
    });
    expect(parseCard(man)).toMatchObject({ value: { oldId: null, sex: 'Nam' } });
  });

  test('in decomposed letters, with a line end or a mark of order before it, is the same card', () => {
    expect(parseCard(`\uFEFF${woman.normalize('NFD')}\r\n`)).toEqual(parseCard(woman));
  });

  test('without the old number altogether is taken as well', () => {
    expect(parseCard(woman.replace('000000000|', ''))).toMatchObject({
      value: { name: 'Nguyễn Thị Ví Dụ', oldId: null },
    });
  });

  test('of 2024 gives its first seven fields; of the others nothing is kept, they may be about relatives', () => {
    for (const more of ['|||', '||Nguyễn Văn Bố|Trần Thị Mẹ|']) {
      const parsed = parseCard(woman + more);
      expect(parsed).toEqual(parseCard(woman));
      expect(JSON.stringify(parsed)).not.toMatch(/Bố|Mẹ/);
    }
  });

  test.each([
    [woman.replace('099190', '001190'), []],
    [woman.replace('099190', '001090'), ['sex-digit']],
    [woman.replace('099190', '001385'), ['year-digits']],
    [woman.replace('01011990', '01012005').replace('099190', '001305'), []],
  ])('whose number and data disagree is doubted', (text, doubts) => {
    expect(parseCard(text)).toMatchObject({ value: { doubts } });
  });
});

describe('refused, and said why', () => {
  test.each([
    ['099190000001|000000000|Nguyễn Thị Ví Dụ|01011990|Nữ', 'cut-short'],
    [woman.replace('01011990', '32131990'), 'bad-date'],
    [woman.replace('01011990', '30021990'), 'bad-date'],
    [woman.replace('|Nữ|', '|Nu|'), 'bad-sex'],
    [woman.replace('099190000001', '09919000000'), 'bad-number'],
    ['https://vneid.gov.vn/abc', 'web-address'],
    ['00020101021238570010A00000072701270006970436', 'bank-code'],
    ['099190000001|Nguyễn Thị Ví Dụ|1990-01-01|0|QID|EXT', 'covid-code'],
    ['HN4010000000000|4e677579e1bb856e|01/01/1990|2|48c3a0204ee1bb9969|', 'insurance-code'],
    ['0199f1a2c4', 'other-code'],
    ['', 'other-code'],
    ['Xin chào', 'other-code'],
  ])('%s: %s', (text, fault) => {
    expect(faultOf(text)).toBe(fault);
  });

  test.each([
    woman.replace('Nguyễn', 'Nguy?n'),
    woman.replace('Nguyễn', 'Nguy\uFFFDn'),
    woman.replace('Nguyễn Thị', 'Nguyn Th'),
    woman.replace('Nguyễn', 'Nguyá»…n'),
    woman.replace('Nguyễn', 'Nguyêñ́'),
    woman.replaceAll('|', '~'),
  ])('Vietnamese that a scanner in keyboard mode has broken is seen and never repaired: %s', (text) => {
    expect(faultOf(text)).toBe('damaged');
  });

  test('whatever is read, nothing is thrown', () => {
    const anything = fc.oneof(
      fc.string(),
      fc.array(fc.string()).map((parts) => parts.join('|')),
    );
    fc.assert(
      fc.property(anything, (text) => {
        expect(parseCard(text)).toHaveProperty('ok');
      }),
    );
  });
});

test('any well-formed card comes back as it was, and shows little of itself', () => {
  const day = fc
    .date({ min: new Date('1920-01-01'), max: new Date('2020-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10).split('-').toReversed().join(''));
  const name = fc
    .array(fc.constantFrom('Nguyễn', 'Thị', 'Ví', 'Dụ', 'Trần', 'Đặng', 'Khuỷu', 'Hoà'), { minLength: 2, maxLength: 5 })
    .map((words) => words.join(' '));
  const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
  fc.assert(
    fc.property(
      digits(12),
      fc.option(digits(9), { nil: '' }),
      name,
      day,
      fc.constantFrom('Nam', 'Nữ'),
      name,
      day,
      (id, old, who, born, sex, address, issued) => {
        const parsed = parseCard([id, old, who, born, sex, address, issued].join('|'));
        expect(parsed).toMatchObject({ ok: true, value: { id, name: who, sex, address } });
        if (!parsed.ok) return;
        expect(cardValues(parsed.value).dateOfBirth?.replaceAll('/', '')).toBe(born);
        expect(JSON.stringify(maskCard(parsed.value))).not.toContain(id.slice(0, 9));
        expect(maskCard(parsed.value).id.slice(-3)).toBe(id.slice(-3));
      },
    ),
  );
});
