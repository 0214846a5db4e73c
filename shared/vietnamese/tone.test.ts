import { describe, expect, test } from 'vitest';
import { type Tone, tones, withoutTone, withTone } from './tone.ts';
import { freshTyping, type Key, press } from './typing.ts';

/**
 * Every way a syllable can begin and end. In a rime the capital carries the tone, as dictionaries write it; where old and new
 * style differ both are given, old first. Written by hand, so that the rule is tried against people and not against itself.
 */
const onsets = 'b c ch d đ g gh h k kh l m n ng ngh nh p ph r s t th tr v x'.split(' ').concat('');
const openRimes =
  'A E Ê I O Ô Ơ U Ư Y Ai Ao Au Ay Âu Ây Eo Êu Iu Oi Ôi Ơi Ui Ưi Ưu Ia Ua Ưa iÊu yÊu uÔi ưƠi ưƠu uÂy oAi oAy oEo uYu uYa uÊ uƠ Oa|oA Oe|oE Uy|uY';
const closedRimes =
  'Am Ăm Âm Em Êm Im Om Ôm Ơm Um iÊm uÔm ưƠm yÊm An Ăn Ân En Ên In On Ôn Ơn Un iÊn uÔn ưƠn yÊn oAn oĂn uÂn oEn uYên|uYên uYn uÊn Ang Ăng Âng Eng Ong Ông Ung Ưng iÊng uÔng ưƠng oAng oĂng uÂng oOng Anh Ênh Inh oAnh uÊnh uYnh Ynh';
const stoppedRimes =
  'Ap Ăp Âp Ep Êp Ip Op Ôp Ơp Up iÊp ưƠp At Ăt Ât Et Êt It Ot Ôt Ơt Ut Ưt iÊt uÔt ưƠt yÊt oAt oĂt uÂt oEt uYt uyÊt Ac Ăc Âc Ec Oc Ôc Uc Ưc iÊc uÔc ưƠc oAc oĂc uÂc Ach Êch Ich oAch uÊch uYch';
const marks: Record<Tone, string> = {
  acute: '\u0301',
  grave: '\u0300',
  hook: '\u0309',
  tilde: '\u0303',
  dot: '\u0323',
};

interface Syllable {
  plain: string;
  tone: Tone;
  old: string;
  new: string;
}

/** All of them: what is typed without its tone, and how it is written with it. */
function everySyllable(): Syllable[] {
  const rimes = [openRimes, closedRimes, stoppedRimes].flatMap((list, kind) =>
    list.split(' ').map((rime) => ({ rime: rime.replace('uYên|uYên', 'uyÊn'), stopped: kind === 2 })),
  );
  return [...onsets, 'qu', 'gi'].flatMap((onset) =>
    rimes.flatMap(({ rime, stopped }) => {
      // After 'qu' and 'gi' these would write the same letter twice.
      if ((onset === 'qu' && /^[uoươUOƯƠ]/u.test(rime)) || (onset === 'gi' && /^[iyIY]/u.test(rime))) return [];
      // Before an i it is gh and ngh; g with an i is gi, which is a beginning of its own.
      if (/^n?g$/.test(onset) && /^i[aeêiouy]/iu.test(rime)) return [];
      const [old = '', newer = old] = rime.split('|');
      return (stopped ? (['acute', 'dot'] as const) : tones).map((tone) => ({
        plain: onset + old.toLowerCase(),
        tone,
        old: onset + marked(old, tone),
        new: onset + marked(newer, tone),
      }));
    }),
  );
}

function marked(rime: string, tone: Tone): string {
  return [...rime]
    .map((letter) => (letter === letter.toLowerCase() ? letter : letter.toLowerCase() + marks[tone]))
    .join('')
    .normalize('NFC');
}

const syllables = everySyllable();
const signs = 'ăâêôơưđ';

/** As fingers do it: each letter, with its sign from its own key or on top of the plain one, the tone at the end or at once. */
function typedOn(
  glass: string,
  tone: Tone,
  way: 'sign keys' | 'plain then sign' | 'tone at once',
  style: 'old' | 'new',
): string {
  const plain: Record<string, string> = { ă: 'a', â: 'a', ê: 'e', ô: 'o', ơ: 'o', ư: 'u', đ: 'd' };
  const keys = [...glass].flatMap((letter): Key[] => {
    if (!signs.includes(letter)) return [{ press: 'text', text: letter }];
    return way === 'plain then sign'
      ? [
          { press: 'text', text: plain[letter] ?? '' },
          { press: 'sign', letter },
        ]
      : [{ press: 'sign', letter }];
  });
  const at = way === 'tone at once' ? firstVowelEnd(glass, keys.length) : keys.length;
  return field([...keys.slice(0, at), { press: 'tone', tone }, ...keys.slice(at)], style);
}

const firstVowelEnd = (text: string, most: number): number =>
  Math.min(most, [...text].findIndex((letter) => 'aăâeêioôơuưy'.includes(letter)) + 1);

function field(keys: Key[], style: 'old' | 'new'): string {
  let typing = freshTyping({ style });
  let text = '';
  for (const key of keys) {
    const pressed = press(typing, key);
    typing = pressed.typing;
    if (pressed.edit !== null) text = text.slice(0, text.length - pressed.edit.back) + pressed.edit.text;
  }
  return text;
}

describe(`all ${syllables.length} toned syllables`, () => {
  test('there are thousands of them', () => {
    expect(syllables.length).toBeGreaterThan(10_000);
    expect(new Set(syllables.map(({ old }) => old)).size).toBeGreaterThan(9000);
  });

  test.each(['old', 'new'] as const)('are written as people write them, in the %s style, capitals too', (style) => {
    const wrong = syllables.filter((syllable) => {
      const capital = withTone(syllable.plain.toUpperCase(), syllable.tone, style);
      return (
        withTone(syllable.plain, syllable.tone, style) !== syllable[style] || capital !== syllable[style].toUpperCase()
      );
    });
    expect(wrong.map(({ plain, tone, old }) => `${plain} ${tone} ${old} ${withTone(plain, tone, style)}`)).toEqual([]);
    expect(syllables.every((syllable) => withoutTone(syllable[style]) === syllable.plain)).toBe(true);
  });

  test.each(['sign keys', 'plain then sign', 'tone at once'] as const)('come out of the keys: %s', (way) => {
    for (const style of ['old', 'new'] as const) {
      const wrong = syllables.filter(
        (syllable) => typedOn(syllable.plain, syllable.tone, way, style) !== syllable[style],
      );
      expect(wrong.map(({ old }) => old)).toEqual([]);
    }
  });

  test('come out of Telex and of VNI on a keyboard that is plugged in', () => {
    const telexSigns: Record<string, string> = { ă: 'aw', â: 'aa', ê: 'ee', ô: 'oo', ơ: 'ow', ư: 'uw', đ: 'dd' };
    const vniSigns: Record<string, string> = { ă: 'a8', â: 'a6', ê: 'e6', ô: 'o6', ơ: 'o7', ư: 'u7', đ: 'd9' };
    const telexTone: Record<Tone, string> = { acute: 's', grave: 'f', hook: 'r', tilde: 'x', dot: 'j' };
    const vniTone: Record<Tone, string> = { acute: '1', grave: '2', hook: '3', tilde: '4', dot: '5' };
    const spell = (text: string, by: Record<string, string>): string =>
      text.replace('ươ', by === telexSigns ? 'uow' : 'uo7').replace(/[ăâêôơưđ]/g, (letter) => by[letter] ?? letter);
    const type = (way: 'telex' | 'vni', text: string): string =>
      field(
        [...text].map((letter) => ({ press: way, text: letter })),
        'old',
      );
    const wrong = syllables.filter(({ plain, tone, old }) => {
      const telex = type('telex', spell(plain, telexSigns) + telexTone[tone]);
      const vni = type('vni', spell(plain, vniSigns) + vniTone[tone]);
      // 'oo' in xoong is the one pair that Telex takes for ô.
      return (telex !== old && !plain.includes('oo')) || vni !== old;
    });
    expect(wrong.map(({ old }) => old)).toEqual([]);
  });
});

test.each([
  ['nguyên', 'tilde', 'nguyễn'],
  ['quy', 'acute', 'quý'],
  ['quyêt', 'acute', 'quyết'],
  ['giao', 'acute', 'giáo'],
  ['gi', 'grave', 'gì'],
  ['giêng', 'acute', 'giếng'],
  ['thuơ', 'hook', 'thuở'],
  ['khuyu', 'hook', 'khuỷu'],
  ['ngoăn', 'grave', 'ngoằn'],
  ['huyt', 'acute', 'huýt'],
  ['rươu', 'dot', 'rượu'],
  ['ngươi', 'grave', 'người'],
  ['hoa', 'grave', 'hòa'],
  ['thuy', 'hook', 'thủy'],
  ['ĐĂNG', 'dot', 'ĐẶNG'],
  ['Y', 'acute', 'Ý'],
  ['Ly', 'acute', 'Lý'],
  ['xyz', 'acute', 'xýz'],
  ['bcd', 'acute', 'bcd'],
] as const)('%s with %s is %s', (plain, tone, written) => {
  expect(withTone(plain, tone)).toBe(written);
});
