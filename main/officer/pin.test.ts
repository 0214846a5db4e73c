import { expect, test } from 'vitest';
import { hashPin, isPin, isPinHash, isUsablePin } from './pin.ts';

test('a PIN is known again by its hash, another one is not, and the same PIN is never hashed the same way', async () => {
  const [one, other] = await Promise.all([hashPin('482915'), hashPin('482915')]);
  expect(one).not.toBe(other);
  expect([await isPin('482915', one), await isPin('482915', other), await isPin('482916', one)]).toEqual([
    true,
    true,
    false,
  ]);
});

test('only a hash of our own making, with parameters a kiosk can work out, may stand in terminal.json', async () => {
  const hash = await hashPin('482915');
  expect(isPinHash(hash)).toBe(true);
  const wrong = ['', '482915', hash.slice(0, -1), hash.replace('32768', '1024'), hash.replace('32768', '33000')];
  expect(wrong.map(isPinHash)).toEqual(wrong.map(() => false));
  expect(isPinHash(hash.replace('32768', '4194304'))).toBe(false);
  await expect(isPin('482915', 'plain')).rejects.toThrow('not a hash');
});

test('a PIN that is guessed first is not taken', () => {
  expect(['482915', '112233', '135791'].map(isUsablePin)).toEqual([true, true, true]);
  const refused = ['000000', '123456', '987654', '48291', '4829150', '48291a', ''];
  expect(refused.map(isUsablePin)).toEqual(refused.map(() => false));
});
