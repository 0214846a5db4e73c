import { expect, test } from 'vitest';
import { concernOf } from './ageing.ts';
import { report } from './list.ts';
import { bundledContent } from './read-content.ts';

const fine = { where: 'x', validFrom: null, validTo: null, confidence: 'high', checkedOn: '2026-11-24' } as const;

test.each([
  [{}, '2026-11-24', null],
  [{}, '2027-02-22', null],
  [{}, '2027-02-23', 'not checked'],
  [{ validTo: '2026-11-23' }, '2026-11-24', 'expired'],
  [{ validFrom: '2026-11-25' }, '2026-11-24', 'not yet'],
  [{ confidence: 'low' }, '2026-11-24', 'low confidence'],
] as const)('a statement with %o on %s: %s', (change, today, concern) => {
  expect(concernOf({ ...fine, ...change }, today)).toBe(concern);
});

test('the list names every service and every statement that is uncertain', () => {
  const text = report(bundledContent, '2026-11-24');
  for (const { id } of bundledContent.catalogue.services) expect(text).toContain(id);
  expect(text).toContain('low confidence: dinh-danh-dien-tu, fact level-one-time');
  expect(report(bundledContent, '2027-03-01')).toContain('expired (2027-02-28): waiver digital-citizen');
  expect(report(bundledContent, '2028-01-01')).toContain('not checked (2026-11-30): dang-ky-tam-tru, step log-in');
});
