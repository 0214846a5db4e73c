import { describe, expect, test } from 'vitest';
import { compareWords, unknownKeys, unusedKeys } from './word-keys.ts';

describe('texts in two languages', () => {
  test('a key that one language lacks is named, with the language', () => {
    expect(compareWords({ bar: { end: 'Kết thúc', back: 'Quay lại' } }, { bar: { back: 'Back' } })).toEqual([
      'bar.end is missing in en',
    ]);
    expect(compareWords({}, { bar: 'Back' })).toEqual(['bar is missing in vi']);
  });

  test('plural forms are one text: Vietnamese has one, English two', () => {
    expect(
      compareWords(
        { left_other: 'còn {{count}} giây' },
        { left_one: '{{count}} second', left_other: '{{count}} seconds' },
      ),
    ).toEqual([]);
  });

  test('a list may be longer in one language', () => {
    expect(compareWords({ phrases: ['ở trọ', 'thuê nhà'] }, { phrases: ['renting'] })).toEqual([]);
  });

  test('a gap that one language does not fill is named', () => {
    expect(compareWords({ open: 'Mở đến {{closes}}' }, { open: 'Open' })).toEqual([
      'open has other gaps in en () than in vi ({{closes}})',
    ]);
  });

  test('a key counts as used whole, by a branch it lies in, or by the beginning of a composed one', () => {
    const words = {
      bar: { end: 'a', old: 'b' },
      rate: { faces: { good: 'c' } },
      facts: { fee: 'd' },
      out: { title: 'e' },
    };
    const sources = [
      'block(vi.out, en.out)',
      "t('bar.end')",
      "t('rate.faces', { returnObjects: true })",
      `t(\`facts.\${topic}\`)`,
    ];
    expect(unusedKeys(words, sources)).toEqual(['bar.old']);
  });

  test('a key that a screen asks for and nobody wrote is named', () => {
    expect(unknownKeys({ bar: { end: 'a' } }, ["t('bar.end')} {t('bar.stop')"])).toEqual(['bar.stop']);
  });
});
