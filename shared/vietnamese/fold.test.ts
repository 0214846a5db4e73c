import { expect, test } from 'vitest';
import { fold } from './fold.ts';

test.each([
  ['Đăng ký tạm trú', 'dang ky tam tru'],
  ['  Ở   TRỌ… ', 'o tro'],
  ['Hoà Bình'.normalize('NFD'), 'hoa binh'],
  ['Nghị định 154/2024', 'nghi dinh 154 2024'],
  ['', ''],
])('%s is searched as %s', (text, folded) => {
  expect(fold(text)).toBe(folded);
});
