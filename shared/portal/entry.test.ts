import { expect, test } from 'vitest';
import { bundledContent } from '../../tools/content/read-content.ts';
import { lintPortals } from '../catalogue/portal-lint.ts';
import { entryOf, otherDoor } from './entry.ts';

const [profile] = bundledContent.catalogue.portals;
if (profile === undefined) throw new Error('the content knows no portal');
const [national, ministry, residence] = [
  'dichvucong.gov.vn',
  'dichvucong.bocongan.gov.vn',
  'dichvucong.dancuquocgia.gov.vn',
];

test('a service begins at its own address, at a list when that is all one knows, else at the first page', () => {
  expect(new URL(entryOf(profile, 'dang-ky-tam-tru')).host).toBe(residence);
  expect(new URL(entryOf(profile, 'dang-ky-tam-tru')).searchParams.get('TT')).toBe('TAMTRU_01');
  expect(new URL(entryOf(profile, 'gia-han-tam-tru')).searchParams.get('TT')).toBe('TAMTRU_02');
  expect(new URL(entryOf(profile, 'thong-bao-luu-tru')).pathname).toContain('thong-bao-luu-tru');
  expect(new URL(entryOf(profile, 'tach-ho')).host).toBe(ministry);
  expect(entryOf(profile, 'cap-doi-can-cuoc')).toBe(profile.home);
  expect(entryOf(profile, null)).toBe(profile.home);
});

test('where a page takes nothing the other door is tried: from the form the first page, from there the form', () => {
  expect(otherDoor(profile, 'dang-ky-tam-tru', residence ?? '')).toBe('home');
  expect(otherDoor(profile, 'tach-ho', ministry ?? '')).toBe('home');
  expect(otherDoor(profile, 'dang-ky-tam-tru', national ?? '')).toBe('entry');
  expect(otherDoor(profile, 'cap-doi-can-cuoc', national ?? '')).toBeNull();
});

test('an entry to nowhere, of no service or of one that has another is a fault of the content', () => {
  const catalogue = structuredClone(bundledContent.catalogue);
  const [broken] = catalogue.portals;
  const [first] = broken?.entries ?? [];
  if (broken === undefined || first === undefined) throw new Error('no entry');
  broken.entries.push({ ...first, address: 'https://example.org/', services: ['dang-ky-tam-tru', 'dich-vu-khong-co'] });
  expect(lintPortals(catalogue)).toEqual([
    'portal dich-vu-cong: entry registration-form is there twice',
    'portal dich-vu-cong: service dang-ky-tam-tru has two entries',
    'portal dich-vu-cong: entry of dich-vu-khong-co, which does not exist',
    'portal dich-vu-cong: entry registration-form: https://example.org/ is not at one of its origins',
  ]);
});
