/**
 * Words of a page as our own screen may show them: one line, nothing that turns the writing round, hides itself or piles
 * up, at most so many signs, the last of them an ellipsis where there were more.
 */
export function plainText(text: string, longest: number): string {
  const signs = [
    ...text
      .normalize('NFC')
      // Line ends and tabs part words; no other control character has a shape.
      .replace(/[\s\p{Cc}]+/gu, ' ')
      // Direction overrides, joiners, lone halves of pairs, and what no font is bound to have.
      .replace(/[\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, '')
      // Vietnamese has a letter for all of its marks; a pile of loose ones covers what stands above it.
      .replace(/(\p{M}{2})\p{M}+/gu, '$1')
      .trim(),
  ];
  return signs.length <= longest ? signs.join('') : `${signs.slice(0, longest - 1).join('')}…`;
}
