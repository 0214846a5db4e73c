import { test } from '@playwright/test';
import { everyVariant, nameOf } from '../portal/variants.ts';
import { registerOn } from '../support/registered.ts';

test.setTimeout(180_000);

for (const variant of everyVariant) {
  test(`temporary residence is registered on every make of the form: ${nameOf(variant)}`, async () =>
    await registerOn(variant));
}
