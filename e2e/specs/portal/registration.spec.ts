import { expect, test } from '@playwright/test';
import { nameOf, pairedVariants, pairsLeftOut } from '../../portal/variants.ts';
import { registerOn } from '../../support/registered.ts';

test.setTimeout(180_000);

test.describe('temporary residence is registered on the portal of autumn 2026, from the first touch to the file code', () => {
  for (const variant of pairedVariants) {
    test(`with touch, a card and the keys on the glass: ${nameOf(variant)}`, async () => await registerOn(variant));
  }
});

test('any two ways of the form meet in one of these', () => {
  expect(pairsLeftOut(pairedVariants)).toEqual([]);
  expect(pairsLeftOut(pairedVariants.slice(1))).not.toEqual([]);
});
