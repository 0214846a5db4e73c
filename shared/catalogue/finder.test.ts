import { describe, expect, test } from 'vitest';
import { bundledContent, bundledWords } from '../../tools/content/read-content.ts';
import { openFinder } from './finder.ts';

const { catalogue } = bundledContent;
const finderOf = (language: string) => openFinder(catalogue, bundledWords(language));
const finders: Record<string, ReturnType<typeof openFinder>> = { vi: finderOf('vi'), en: finderOf('en') };

const find = (query: string, language = 'vi'): string[] =>
  finders[language]?.(query, 3).map(({ service }) => service.id) ?? [];

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

  test('two words the other way round are still found', () => {
    expect(find('nha thue')).toContain('dang-ky-tam-tru');
  });

  test.each(['', '   ', 'xyzzy', '1234', 'ho chieu', 'bang lai xe', 'tro xyzzy', '!!!'])(
    'finds nothing for "%s"',
    (query) => {
      expect(find(query)).toEqual([]);
    },
  );
});
