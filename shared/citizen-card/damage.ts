/** UTF-8 that was read as one byte a letter: 'Nguyá»…n'. */
const misread = /Ã[\u0080-\u00BF]|Ä[\u0080-\u00BF‘’“”•–—˜]|á[º»]|Æ[°¡ ]|\u00C3|\u00C4\u0090|\u00C6\u00B0/u;
/** What stands where a letter could not be said. */
const unsayable = /[?\uFFFD\u25A1]/u;

/**
 * True for text of a card that a scanner has broken: in keyboard mode it presses keys, and those know no Vietnamese. Letters
 * are lost, replaced, or put together by a typing aid that thought it was helped.
 */
export function isDamaged(text: string): boolean {
  const fields = text.split('|');
  // On other keyboards the bar between the fields is another sign.
  if (fields.length === 1 && /^\d{12}[~\\¦§>]/.test(text)) return true;
  if (unsayable.test(text) || misread.test(text)) return true;
  const named = fields.filter((field) => /\p{L}{2,}/u.test(field));
  if (fields.length < 5 || named.length === 0) return false;
  return named.some((field) => field.split(/[\s,]+/).some(isBrokenWord));
}

/** No syllable is without a vowel, and none has two tones or a sign in its middle. */
function isBrokenWord(word: string): boolean {
  const letters = word.replace(/[^\p{L}\p{M}]/gu, '');
  if (letters.length < 2) return false;
  const spread = letters.normalize('NFD');
  const marks = (spread.match(/[\u0300\u0301\u0303\u0309\u0323]/g) ?? []).length;
  if (marks > 1) return true;
  const isShort = letters === letters.toUpperCase();
  // 'TP', 'KV', 'TDP': short forms have none either, in capitals.
  return !/[aeiouy]/i.test(spread) && !isShort;
}
