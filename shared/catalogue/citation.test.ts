import { expect, test } from 'vitest';
import { bundledContent, bundledWords } from '../../tools/content/read-content.ts';
import { citationOf, sayCitation } from './citation.ts';

const { catalogue } = bundledContent;
const words = bundledWords('vi');
const basis = (act: string) => [{ act, article: 'Điều 1' }];
const say = (key: string, gaps: Record<string, string>): string => `${key}: ${gaps.source}, ${gaps.day}`;

test('acts are named newest first, two at most, with the oldest day of a check', () => {
  const statements = [
    { law: basis('luat-cu-tru-2020'), source: ['TT116'], checkedOn: '2026-11-30' },
    { law: basis('nd-320-2026'), source: ['ND320'], checkedOn: '2026-11-24' },
    { law: basis('tt-116-2026'), source: ['TT116'], checkedOn: '2026-11-30' },
  ];
  const citation = citationOf(catalogue, words, statements);
  expect(citation).toEqual({ names: ['Nghị định 320/2026', 'Thông tư 116/2026'], checkedOn: '2026-11-24' });
  expect(sayCitation(say, 'vi', citation)).toBe('facts.source: Nghị định 320/2026 và Thông tư 116/2026, 24/11/2026');
  expect(sayCitation(say, 'vi', citation, 1)).toBe('facts.source: Nghị định 320/2026, 24/11/2026');
});

test('where no act is named the offices speak, the one with most sources first', () => {
  const office = (key: string): string => words.law.offices[catalogue.sources[key]?.office ?? ''] ?? '';
  const statements = [{ source: ['PLO-SAI', 'TT116', 'ND320', 'TT118'], checkedOn: '2026-11-30' }];
  expect(citationOf(catalogue, words, statements)?.names[0]).toBe(office('TT116'));
});

test('nothing stated is nothing cited', () => {
  expect(citationOf(catalogue, words, [])).toBeNull();
  expect(sayCitation(say, 'vi', null)).toBeNull();
});
