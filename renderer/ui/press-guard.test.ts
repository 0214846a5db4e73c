import { expect, test } from 'vitest';
import { noteNewPlace, placeIsSettled } from './press-guard.ts';

test('the second tap of a double tap does not answer the next question (K-05)', () => {
  noteNewPlace(1000);
  expect(placeIsSettled(1120)).toBe(false);
  expect(placeIsSettled(1350)).toBe(true);
});
