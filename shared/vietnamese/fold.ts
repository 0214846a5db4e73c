/**
 * A text as it is searched: without tones and signs, đ as d, lower-case, single blanks. 'Ở trọ' and 'o tro' become the
 * same. The result is for comparing only, never for showing.
 */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
