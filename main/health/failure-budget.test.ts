import { expect, test } from 'vitest';
import { failureBudget } from './failure-budget.ts';

test('the third failure within ten minutes is one too many', () => {
  const budget = failureBudget();
  expect([budget.spend(0), budget.spend(60_000), budget.spend(599_999)]).toEqual([false, false, true]);
});

test('failures older than ten minutes are forgiven', () => {
  const budget = failureBudget();
  expect([budget.spend(0), budget.spend(300_000), budget.spend(600_001)]).toEqual([false, false, false]);
});
