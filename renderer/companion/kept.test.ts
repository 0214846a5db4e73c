import { expect, test } from 'vitest';
import { dayOf, holdsSomething, isSame } from './kept.ts';

test.each([
  ['Nguyễn Thị Ví Dụ', 'Nguyễn Thị Ví Dụ'.normalize('NFD')],
  ['NGUYỄN THỊ VÍ DỤ', ' Nguyễn  Thị Ví Dụ'],
  ['01/01/1990', '1/1/1990'],
  ['1990-01-01', '01/01/1990'],
  ['0991 9000 0001', '099190000001'],
])('%j in a box is what was written as %j', (stands, written) => expect(isSame(stands, written)).toBe(true));

test.each([
  ['', 'Nguyễn Thị Ví Dụ'],
  ['Nguyễn Thị Ví', 'Nguyễn Thị Ví Dụ'],
  ['01/12/2028', '01/12/2026'],
  ['__/__/____', '01/01/1990'],
  ['09919000000', '099190000001'],
  ['Nguyen Thi Vi Du', 'Nguyễn Thị Ví Dụ'],
])('%j in a box is not what was written as %j', (stands, written) => expect(isSame(stands, written)).toBe(false));

test('a mask without signs in it holds nothing; half a day is none', () => {
  expect(holdsSomething('__/__/____')).toBe(false);
  expect(holdsSomething('0_/__/____')).toBe(true);
  expect(dayOf('05/12/20')).toBe(null);
});
