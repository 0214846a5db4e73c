import { describe, expect, test } from 'vitest';
import { hardIn, plainFigures } from './plain-language.ts';

describe('English', () => {
  test.each([
    ['The file is sent', 'a passive'],
    ['Your call is not yet noted', 'a passive'],
    ['Cards are quickly made here', 'a passive'],
    ['It can be corrected at any office', 'a passive'],
    ['Whoever needs it, asks', 'people do not say'],
    ['Sign CT01 here', 'form'],
    ['Open Cổng dịch vụ công now', 'quotation marks'],
    [Array.from({ length: 23 }, () => 'word').join(' '), 'a sentence of 23 words, at most 22'],
  ])('%s', (text, why) => {
    expect(hardIn(text, 'en').join('; ')).toContain(why);
  });

  test.each([
    'Your application is on its way',
    'Your account is locked',
    'If you are married, bring the certificate',
    'Press “Đăng ký tạm trú”, then sign form CT01',
    'Temporary residence (tạm trú) in Hà Nội',
    'The police decide within 3 working days',
    Array.from({ length: 22 }, () => 'word').join(' '),
  ])('%s is plain', (text) => {
    expect(hardIn(text, 'en')).toEqual([]);
  });
});

test('Vietnamese counts syllables, and has no passive that a program could find', () => {
  const sentence = Array.from({ length: 26 }, () => 'trú').join(' ');
  expect(hardIn(sentence, 'vi')).toEqual(['a sentence of 26 words, at most 25']);
  expect(plainFigures(['Chọn phường. Bấm nút.'], 'vi')).toEqual({
    sentences: 2,
    meanWords: 2,
    longest: 2,
    passive: null,
  });
});

test('a language without rules is taken as its readers write it', () => {
  expect(hardIn(Array.from({ length: 90 }, () => 'mot').join(' '), 'qps')).toEqual([]);
});
