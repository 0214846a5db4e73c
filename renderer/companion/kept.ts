import { fold } from '../../shared/vietnamese/fold.ts';

/** True when there is more in it than blanks and the signs that a mask draws. */
export const holdsSomething = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

/** What stands in a box. It never leaves the page: only whether it is what was written. */
function standsIn(element: Element): string {
  if (element instanceof HTMLSelectElement) return element.selectedOptions[0]?.text ?? '';
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) return element.value;
  return element.textContent ?? '';
}

/**
 * Whether a box kept what was written. Pages may put it into a form of their own: capitals, single blanks, a mask around
 * digits, another way to write a day.
 */
export function keeps(element: Element, written: string): boolean {
  const stands = standsIn(element);
  if (element instanceof HTMLSelectElement) return fold(stands) === fold(written);
  return isSame(stands, written);
}

/** The same text, the same day, or the same digits where nothing but digits was written. */
export function isSame(stands: string, written: string): boolean {
  const [day, wanted] = [dayOf(stands), dayOf(written)];
  if (wanted !== null) return day === wanted;
  if (/^[\d\s/.:-]+$/.test(written)) return digitsOf(stands) === digitsOf(written);
  return plain(stands) === plain(written);
}

/** '5/12/2026', '05-12-2026' and '2026-12-05' are one day; null: it is none. */
export function dayOf(text: string): string | null {
  const [, day, month, year] = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(text) ?? [];
  if (year !== undefined) return `${year}-${day2(month)}-${day2(day)}`;
  return /^\s*(\d{4}-\d{2}-\d{2})\s*$/.exec(text)?.[1] ?? null;
}

const day2 = (digits = ''): string => digits.padStart(2, '0');
const digitsOf = (text: string): string => text.replace(/\D/g, '');
const plain = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim().toLocaleUpperCase('vi');
