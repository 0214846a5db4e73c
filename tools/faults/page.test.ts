import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../places.mjs';
import { faultsOfMatrix, faultsPage, faultTests } from './page.mjs';

test('each row of the fault matrix that is said to be covered has a test, and each test a row', () => {
  expect(faultsOfMatrix(faultTests())).toEqual([]);
});

test('docs/faults.md is what npm run faults writes', () => {
  expect(readFileSync(join(projectRoot, 'docs/faults.md'), 'utf8')).toBe(faultsPage(faultTests()));
});

test('a row without a test and a test without a row are seen', () => {
  const without = faultTests().filter(({ rows }) => !rows.includes('F22'));
  expect(faultsOfMatrix([...without, { file: 'x.test.ts', title: 'x', rows: ['F99'] }])).toEqual([
    'F99 is no row of the matrix',
    'F22 has no test',
  ]);
});
