/** The five marks of Vietnamese over and under a vowel; without one is a tone too. */
export const tones = ['acute', 'grave', 'hook', 'tilde', 'dot'] as const;
export type Tone = (typeof tones)[number];

/** Where oa, oe, uy carry their mark when nothing follows: hòa, thủy (old) or hoà, thuỷ (new). */
export type ToneStyle = 'old' | 'new';

const marks: Record<Tone, string> = {
  acute: '\u0301',
  grave: '\u0300',
  hook: '\u0309',
  tilde: '\u0303',
  dot: '\u0323',
};
const anyMark = /[\u0300\u0301\u0303\u0309\u0323]/g;
const vowels = 'aăâeêioôơuưy';
const withSign = 'ăâêôơư';

const isVowel = (letter: string | undefined): boolean => letter !== undefined && vowels.includes(letter.toLowerCase());

/** The tone a syllable carries; null for none. */
export function toneOf(syllable: string): Tone | null {
  const spread = syllable.normalize('NFD');
  return tones.find((tone) => spread.includes(marks[tone])) ?? null;
}

/** A syllable without its tone; its vowels keep their own signs. */
export function withoutTone(syllable: string): string {
  return syllable.normalize('NFD').replace(anyMark, '').normalize('NFC');
}

/**
 * A syllable with this tone instead of the one it has; null: without. NFC, capitals as they are. What has no vowel to carry
 * it stays as it is. The rule reproduces every toned syllable of the Vietnamese dictionary in the new style.
 */
export function withTone(syllable: string, tone: Tone | null, style: ToneStyle = 'old'): string {
  const letters = [...withoutTone(syllable)];
  const at = tone === null ? -1 : carrier(letters, style);
  if (tone === null || at === -1) return letters.join('');
  letters[at] = `${letters[at]}${marks[tone]}`.normalize('NFC');
  return letters.join('');
}

/** Which letter carries the tone; -1 where there is no vowel. */
function carrier(letters: string[], style: ToneStyle): number {
  const lower = letters.map((letter) => letter.toLowerCase());
  let start = lower.findIndex(isVowel);
  if (start === -1) return -1;
  // 'qu' and 'gi' are consonants when a vowel follows.
  const before = lower[start - 1];
  const isConsonant = (before === 'q' && lower[start] === 'u') || (before === 'g' && lower[start] === 'i');
  if (isConsonant && isVowel(lower[start + 1])) start += 1;
  let end = start;
  while (isVowel(lower[end])) end += 1;
  const nucleus = lower.slice(start, end);
  const signed = nucleus.findLastIndex((letter) => withSign.includes(letter));
  if (signed !== -1) return start + signed;
  const closed = end < lower.length;
  if (nucleus.length === 1) return start;
  if (nucleus.length >= 3) return start + (closed ? nucleus.length - 1 : 1);
  if (closed) return start + 1;
  const second = ['oa', 'oe', 'uy'].includes(nucleus.join('')) && style === 'new';
  return start + (second ? 1 : 0);
}
