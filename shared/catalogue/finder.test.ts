import { describe, expect, test } from 'vitest';
import { bundledCatalogue, bundledWords } from './catalogue.ts';
import { findServices } from './finder.ts';

const find = (query: string, language: 'vi' | 'en' = 'vi'): string[] =>
  findServices({ catalogue: bundledCatalogue, words: bundledWords[language], query, limit: 3 }).map(
    ({ service }) => service.id,
  );

describe('the finder', () => {
  test.each([
    'o tro',
    'thue nha',
    'tam tru',
    'nha tro',
    'dk tam tru',
    'ở trọ',
    'Ở TRỌ',
    'chu nha khai',
    'thue n',
    't',
    'nha thue',
    'KT3',
    'ky tuc xa',
  ])('finds temporary residence for %s', (query) => {
    expect(find(query)[0]).toBe('dang-ky-tam-tru');
  });

  test.each(['thuee nha', 'tamm tru', 'thue nhaa', 'phonng tro', 'tro thuee'])('forgives the slip in %s', (query) => {
    expect(find(query)[0]).toBe('dang-ky-tam-tru');
  });

  test.each(['rent', 'renting', 'temporary residence', 'tenant', 'tempo', 'residnece temporary'])(
    'finds it in English for %s',
    (query) => {
      expect(find(query, 'en')[0]).toBe('dang-ky-tam-tru');
    },
  );

  test.each(['', '   ', 'xyzzy', '1234', 'ho chieu', 'tro xyzzy', '!!!'])('finds nothing for "%s"', (query) => {
    expect(find(query)).toEqual([]);
  });
});
