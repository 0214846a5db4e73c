/** Syllables in a text: Vietnamese writes each as a word, so blanks separate them; signs alone do not count. */
export function countSyllables(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
