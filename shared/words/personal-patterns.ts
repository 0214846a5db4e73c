/** Something in a text that may say who somebody is, and where: from `start` up to `end`, as in `slice`. */
export interface PersonalPattern {
  what: 'phone' | 'number' | 'email';
  start: number;
  end: number;
}

/** Old identity cards have nine digits, new ones and personal numbers twelve; shorter numbers are fees, days and forms. */
const fewestDigits = 9;

/** What people put between the digits of one number. */
const between = String.raw`[\s.,·_()\-\u2010-\u2015]{0,3}`;
const digitRun = new RegExp(String.raw`\+?\(?\d(?:${between}\d){${fewestDigits - 1},}`, 'gu');

/** Mobile and landline numbers, in the country's or the world's writing; old mobile numbers had eleven digits. */
const phone = /^(?:0|84|0084)(?:[35789]\d{8}|1\d{9}|2\d{9})$/;

/** Digits as they are said, with their forms inside numbers. */
const spokenDigits = 'không|một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín';
const spokenRun = new RegExp(
  String.raw`(?<!\p{L})(?:${spokenDigits})(?:[\s.,\-]+(?:${spokenDigits})){${fewestDigits - 1},}(?!\p{L})`,
  'giu',
);

/** Addresses, also with 'a còng' and 'chấm' written out. */
const at = String.raw`(?:@|\s*[(\[]\s*(?:at|a còng)\s*[)\]]\s*|\s+(?:a còng|a cong|a móc)\s+)`;
const dot = String.raw`(?:\.|\s+(?:chấm|cham)\s+|\s*[(\[]\s*(?:dot|chấm)\s*[)\]]\s*)`;
const email = new RegExp(String.raw`[\p{L}\d._%+\-]+${at}[\p{L}\d\-]+(?:${dot}[\p{L}\d\-]+)+`, 'giu');

/**
 * Numbers of identity cards, telephone numbers and e-mail addresses in a text (NFC), in the order in which they stand; also
 * with blanks and dots between, in full-width digits or said as words. Finds too much rather than too little: the resident is
 * asked to write it otherwise, nothing is taken away.
 */
export function personalPatterns(text: string): PersonalPattern[] {
  // Digits of other scripts keep their place and their length.
  const plain = text.replaceAll(/[\uff10-\uff19]/g, (digit) => String(digit.charCodeAt(0) - 0xff10));
  const found = [...plain.matchAll(digitRun)].map(({ 0: run, index }): PersonalPattern => {
    const what = phone.test(run.replaceAll(/\D/g, '')) ? 'phone' : 'number';
    return { what, start: index, end: index + run.length };
  });
  for (const { 0: run, index } of plain.matchAll(spokenRun)) {
    found.push({ what: 'number', start: index, end: index + run.length });
  }
  for (const { 0: run, index } of plain.matchAll(email)) {
    found.push({ what: 'email', start: index, end: index + run.length });
  }
  return found.sort((one, other) => one.start - other.start);
}
