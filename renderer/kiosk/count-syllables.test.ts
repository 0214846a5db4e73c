import { expect, test } from 'vitest';
import { countSyllables } from './count-syllables.ts';

test('syllables are what blanks separate, without signs that are not read', () => {
  expect(countSyllables('Đăng ký tạm trú · Bước 3/12')).toBe(6);
  expect(countSyllables('  \n ')).toBe(0);
});
