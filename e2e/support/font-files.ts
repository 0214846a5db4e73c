import { createRequire } from 'node:module';
import { type Font, openSync } from 'fontkit';

const packages = createRequire(import.meta.url);

/** The foundry's files, by the weight that a style sheet asks for. */
const files = {
  400: '400Regular/BeVietnamPro_400Regular.ttf',
  600: '600SemiBold/BeVietnamPro_600SemiBold.ttf',
  700: '700Bold/BeVietnamPro_700Bold.ttf',
};

export type Weight = keyof typeof files;
export const weights = [400, 600, 700] as const;

/** A letter as its font file draws it, y downwards, at a size of `letterSize`; an outline of its own, not a letter and marks. */
export interface DrawnLetter {
  letter: string;
  /** As the `d` of an SVG path. */
  outline: string;
  advance: number;
}

/** Large enough that no hint moves an edge, pixels. */
export const letterSize = 300;

/** The 134 letters of Vietnamese that ASCII lacks, small and capital, each as one character (NFC). */
export function vietnameseLetters(): string[] {
  const tones = ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'];
  const small = [
    ...Array.from('aăâeêioôơuưy').flatMap((vowel) => tones.map((tone) => (vowel + tone).normalize('NFC'))),
    'đ',
  ];
  return small.flatMap((letter) => [letter, letter.toUpperCase()]).filter((letter) => letter > '\u007f');
}

/** What the file of a weight holds for each letter; throws for a letter that is no character of the file. */
export function lettersInFile(weight: Weight, letters: string[]): DrawnLetter[] {
  const font = openSync(packages.resolve(`@expo-google-fonts/be-vietnam-pro/${files[weight]}`)) as Font;
  const scale = letterSize / font.unitsPerEm;
  return letters.map((letter) => {
    const code = letter.codePointAt(0) ?? 0;
    if (!font.hasGlyphForCodePoint(code)) throw new Error(`the file of weight ${weight} has no ${letter}`);
    const glyph = font.glyphForCodePoint(code);
    return { letter, outline: glyph.path.scale(scale, -scale).toSVG(), advance: glyph.advanceWidth * scale };
  });
}
