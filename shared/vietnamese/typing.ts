import { type Tone, type ToneStyle, toneOf, withoutTone, withTone } from './tone.ts';

/** A key of the keyboard on the glass, or of one that is plugged in. */
export type Key =
  | { press: 'text'; text: string }
  /** ă â ê ô ơ ư đ: turns the plain letter right before the caret, else is typed as it is. */
  | { press: 'sign'; letter: string }
  | { press: 'tone'; tone: Tone | null }
  | { press: 'backspace' | 'undo' | 'shift' }
  /** From a hardware keyboard: the letter is typed, or means a sign or tone as that way of typing has it. */
  | { press: 'telex' | 'vni'; text: string };

/** What becomes of the field: so many characters before the caret are replaced. Characters are UTF-16 units, NFC. */
export interface Edit {
  back: number;
  text: string;
}

/**
 * What the keyboard knows: only what was typed on it since the field got the focus. What else is in the field it never
 * reads, so marks go to letters typed here and to no others.
 */
export interface Typing {
  /** Names: each word begins with a capital by itself. */
  names: boolean;
  /** Passwords: plain letters, and nothing of them is kept. */
  secret: boolean;
  style: ToneStyle;
  typed: string;
  /** True when what is before the typed text is a beginning as well: a fresh field. */
  atStart: boolean;
  shift: 'off' | 'once' | 'lock';
  past: string[];
}

/** How many presses can be taken back. */
const deepestUndo = 30;

export function freshTyping({ kind = 'text', style = 'old' }: { kind?: string; style?: ToneStyle } = {}): Typing {
  return {
    names: kind === 'name',
    secret: kind === 'password',
    style,
    typed: '',
    atStart: true,
    shift: 'off',
    past: [],
  };
}

/** The caret was moved, or the field left: what stands before it is unknown now. */
export function moved(typing: Typing): Typing {
  return { ...typing, typed: '', atStart: false, past: [], shift: typing.shift === 'lock' ? 'lock' : 'off' };
}

/** One press: what the keyboard knows afterwards, and what is to be done in the field; null when nothing is. */
export function press(typing: Typing, key: Key): { typing: Typing; edit: Edit | null } {
  if (key.press === 'shift') return { typing: { ...typing, shift: nextShift(typing.shift) }, edit: null };
  if (typing.secret) return pressSecretly(typing, key);
  if (key.press === 'undo') return undo(typing);
  if (key.press === 'backspace' && typing.typed === '') {
    return { typing: { ...typing, atStart: false, past: [] }, edit: { back: 1, text: '' } };
  }
  const typed = after(typing, key);
  if (typed === typing.typed) return { typing, edit: null };
  // One capital is one letter more; a mark on the letter before is none.
  const shift = typing.shift === 'once' && typed.length > typing.typed.length ? 'off' : typing.shift;
  const past = [...typing.past, typing.typed].slice(-deepestUndo);
  return { typing: { ...typing, typed, past, shift }, edit: between(typing.typed, typed) };
}

/** Shift once, then for good, then off again. */
function nextShift(shift: Typing['shift']): Typing['shift'] {
  return shift === 'off' ? 'once' : shift === 'once' ? 'lock' : 'off';
}

function pressSecretly(typing: Typing, key: Key): { typing: Typing; edit: Edit | null } {
  if (key.press === 'backspace') return { typing, edit: { back: 1, text: '' } };
  if (!('text' in key)) return { typing, edit: null };
  const text = typing.shift === 'off' ? key.text : key.text.toUpperCase();
  return { typing: { ...typing, shift: typing.shift === 'once' ? 'off' : typing.shift }, edit: { back: 0, text } };
}

function undo(typing: Typing): { typing: Typing; edit: Edit | null } {
  const before = typing.past.at(-1);
  if (before === undefined) return { typing, edit: null };
  return {
    typing: { ...typing, typed: before, past: typing.past.slice(0, -1) },
    edit: between(typing.typed, before),
  };
}

function between(before: string, now: string): Edit {
  let same = 0;
  while (same < before.length && same < now.length && before[same] === now[same]) same += 1;
  return { back: before.length - same, text: now.slice(same) };
}

function after(typing: Typing, key: Key): string {
  const { typed, style } = typing;
  switch (key.press) {
    case 'text':
      return append(typing, key.text);
    case 'sign':
      return signed(typed, key.letter, style) ?? append(typing, key.letter);
    case 'tone':
      return toned(typed, key.tone, style);
    case 'backspace':
      return replaceTone(typed.slice(0, -1), style);
    case 'telex':
      return telex(typing, key.text);
    case 'vni':
      return vni(typing, key.text);
    default:
      return typed;
  }
}

/** The syllable before the caret and what stands before that. */
function split(typed: string): [before: string, syllable: string] {
  const [syllable = ''] = /\p{L}*$/u.exec(typed) ?? [];
  return [typed.slice(0, typed.length - syllable.length), syllable];
}

/** A tone that is there goes to where it belongs now: 'hóa' and then 'n' is 'hoán'. */
function replaceTone(typed: string, style: ToneStyle): string {
  const [before, syllable] = split(typed);
  const tone = toneOf(syllable);
  return tone === null ? typed : before + withTone(syllable, tone, style);
}

function append(typing: Typing, text: string): string {
  const { typed, atStart, shift, names, style } = typing;
  const beginsWord = typed === '' ? atStart : /[\s-]$/u.test(typed);
  const capital = shift !== 'off' || (names && beginsWord);
  const letter = capital ? text.toUpperCase() : text;
  return replaceTone((typed + letter).normalize('NFC'), style);
}

function toned(typed: string, tone: Tone | null, style: ToneStyle): string {
  const [before, syllable] = split(typed);
  return before + withTone(syllable, toneOf(syllable) === tone ? null : tone, style);
}

const plainOf: Record<string, string> = { ă: 'a', â: 'a', ê: 'e', ô: 'o', ơ: 'o', ư: 'u', đ: 'd' };

/** The last letter with a sign; null when it is none that takes it. Pressing the same sign again takes it away. */
function signed(typed: string, sign: string, style: ToneStyle): string | null {
  const last = typed.at(-1);
  const plain = plainOf[sign];
  if (last === undefined || plain === undefined) return null;
  const tone = toneOf(last);
  const base = withoutTone(last);
  const lower = base.toLowerCase();
  const family = [plain, ...Object.keys(plainOf).filter((letter) => plainOf[letter] === plain)];
  if (!family.includes(lower) || (lower !== plain && lower !== sign)) return null;
  const turned = lower === sign ? plain : sign;
  const letter = base === lower ? turned : turned.toUpperCase();
  return replaceTone(typed.slice(0, -1) + withTone(letter, tone, style), style);
}

const telexTones: Record<string, Tone> = { s: 'acute', f: 'grave', r: 'hook', x: 'tilde', j: 'dot' };
const vniTones: Record<string, Tone> = { 1: 'acute', 2: 'grave', 3: 'hook', 4: 'tilde', 5: 'dot' };
const hasVowel = (syllable: string): boolean => /[aeiouy]/i.test(syllable.normalize('NFD'));

/** Vowels, then what may close a syllable: 'add', 'John' and 'port' are none of ours and are typed as they are. */
const ours = /^[^aeiouy]*([aeiouy]+(c|ch|m|n|ng|nh|p|t)?)?$/i;
const isForeign = (syllable: string): boolean =>
  !ours.test(syllable.replaceAll(/đ/giu, 'd').normalize('NFD').replaceAll(/\p{M}/gu, ''));

function telex(typing: Typing, text: string): string {
  const { typed, style } = typing;
  const [before, syllable] = split(typed);
  const key = text.toLowerCase();
  const tone = telexTones[key];
  if (isForeign(syllable)) return append(typing, text);
  if (tone !== undefined && hasVowel(syllable)) {
    // Twice the same means the letter itself.
    return toneOf(syllable) === tone ? before + withoutTone(syllable) + text : before + withTone(syllable, tone, style);
  }
  if (key === 'z' && toneOf(syllable) !== null) return before + withoutTone(syllable);
  const turned =
    key === 'w'
      ? horned(syllable)
      : 'aeod'.includes(key)
        ? doubled(syllable, key, { a: 'â', e: 'ê', o: 'ô', d: 'đ' }[key] ?? key)
        : null;
  if (turned !== null) return before + (turned.escaped ? turned.text + text : retoned(turned.text, syllable, style));
  return append(closed(typing, text), text);
}

/** uơ before one more letter is ươ. */
function closed(typing: Typing, text: string): Typing {
  if (!/^\p{L}$/u.test(text) || !/uơ$/iu.test(withoutTone(typing.typed))) return typing;
  const [before, syllable] = split(typing.typed);
  const horn = syllable.at(-2) === 'U' ? 'Ư' : 'ư';
  return {
    ...typing,
    typed:
      before +
      withTone(
        withoutTone(syllable).slice(0, -2) + horn + withoutTone(syllable.slice(-1)),
        toneOf(syllable),
        typing.style,
      ),
  };
}

function vni(typing: Typing, text: string): string {
  const { typed, style } = typing;
  const [before, syllable] = split(typed);
  const tone = vniTones[text];
  if (!/^\d$/.test(text) || syllable === '') return append(closed(typing, text), text);
  if (tone !== undefined && hasVowel(syllable)) {
    return toneOf(syllable) === tone ? before + withoutTone(syllable) + text : before + withTone(syllable, tone, style);
  }
  if (text === '0' && toneOf(syllable) !== null) return before + withoutTone(syllable);
  const pairs: Record<string, [string, string][]> = {
    6: [
      ['a', 'â'],
      ['e', 'ê'],
      ['o', 'ô'],
    ],
    8: [['a', 'ă']],
    9: [['d', 'đ']],
  };
  const turned =
    text === '7'
      ? horned(syllable, false)
      : (pairs[text] ?? []).map(([plain, sign]) => doubled(syllable, plain, sign)).find((found) => found !== null);
  if (turned === undefined || turned === null) return append(typing, text);
  return before + (turned.escaped ? turned.text + text : retoned(turned.text, syllable, style));
}

const retoned = (text: string, syllable: string, style: ToneStyle): string => withTone(text, toneOf(syllable), style);

/** The last such letter of a syllable with its sign; with it already, without it again and the key is meant as a letter. */
function doubled(syllable: string, plain: string, sign: string): { text: string; escaped: boolean } | null {
  const letters = withoutTone(syllable).split('');
  const at = letters.findLastIndex((letter) => [plain, sign].includes(letter.toLowerCase()));
  const letter = letters[at];
  // 'ngoeo': no vowel is ôe.
  if (letter === undefined || (plain === 'o' && letters[at + 1] === 'e')) return null;
  const escaped = letter.toLowerCase() === sign;
  const turned = escaped ? plain : sign;
  letters[at] = letter === letter.toLowerCase() ? turned : turned.toUpperCase();
  return { text: letters.join(''), escaped };
}

/** 'w' of Telex and '7' of VNI: uo becomes ươ, a becomes ă (Telex only), o ơ, u ư. */
function horned(syllable: string, breves = true): { text: string; escaped: boolean } | null {
  const plain = withoutTone(syllable);
  const pair = /uo|uơ|ươ/iu.exec(plain);
  const turn = (text: string, to: string): string =>
    to
      .split('')
      .map((letter, index) => (text[index] === text[index]?.toLowerCase() ? letter : letter.toUpperCase()))
      .join('');
  if (pair !== null && !/^q/i.test(plain)) {
    const escaped = pair[0].toLowerCase() !== 'uo';
    // Where nothing follows it is thuở; a letter more makes it thương.
    const open = pair.index + 2 === plain.length;
    const to = turn(pair[0], escaped ? 'uo' : open ? 'uơ' : 'ươ');
    return { text: plain.slice(0, pair.index) + to + plain.slice(pair.index + 2), escaped };
  }
  const choices: [string, string][] = breves
    ? [
        ['a', 'ă'],
        ['o', 'ơ'],
        ['u', 'ư'],
      ]
    : [
        ['o', 'ơ'],
        ['u', 'ư'],
      ];
  for (const [letter, sign] of choices) {
    const found = letter === 'u' && /^qu/i.test(plain) ? null : doubled(plain, letter, sign);
    if (found !== null) return found;
  }
  return null;
}
