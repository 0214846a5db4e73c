import { failure, type Result, success } from '../result.ts';
import { isDamaged } from './damage.ts';
import { provinceCodes } from './province-codes.ts';

/** What the square code of an identity card says. Lives in memory for as long as its owner stands there. */
export interface CitizenCard {
  id: string;
  oldId: string | null;
  name: string;
  /** dd/MM/yyyy. */
  dateOfBirth: string;
  sex: 'Nam' | 'Nữ';
  address: string;
  /** dd/MM/yyyy. */
  issuedOn: string;
  /** What does not agree; people whose data were corrected have such cards, so it is told and never refused. */
  doubts: CardDoubt[];
}

export type CardDoubt = 'place' | 'sex-digit' | 'year-digits';

/** Why a code is not taken for a card: what it is instead, or what is wrong with it. */
export const cardFaults = [
  'damaged',
  'cut-short',
  'bad-number',
  'bad-date',
  'bad-sex',
  'covid-code',
  'insurance-code',
  'bank-code',
  'web-address',
  'other-code',
] as const;
export type CardFault = (typeof cardFaults)[number];

const longest = 2000;
const sexes = ['Nam', 'Nữ'] as const;

/**
 * Reads the code of the 2021 card (seven fields) and of the 2024 card, whose further fields are dropped unread: they may be
 * about relatives. One reading without the old number (six fields) is known and taken. Vietnamese that a scanner has broken
 * is recognised and refused: nothing is guessed.
 */
export function parseCard(text: string): Result<CitizenCard, CardFault> {
  if (text.length > longest) return failure('other-code');
  const clean = text
    .normalize('NFC')
    .replace(/^\uFEFF/, '')
    .trim();
  const fields = clean.split('|');
  const stranger = strangerIn(clean, fields);
  if (stranger !== null) return failure(stranger);
  if (isDamaged(clean)) return failure('damaged');
  const [id = '', ...rest] = fields;
  if (!/^\d{9,}$/.test(id)) return failure('other-code');
  if (!/^\d{12}$/.test(id)) return failure('bad-number');
  // Six fields: the old number is left out altogether, the name comes second.
  const hasOld = /^(\d{9}|\d{12})?$/.test(rest[0] ?? '');
  const [oldId = '', name = '', born = '', sex = '', address = '', issued = ''] = hasOld ? rest : ['', ...rest];
  if (rest.length < (hasOld ? 6 : 5)) return failure('cut-short');
  const [dateOfBirth, issuedOn] = [dayOf(born), dayOf(issued)];
  if (dateOfBirth === null || issuedOn === null) return failure('bad-date');
  const read = sexes.find((known) => known === sex);
  if (read === undefined) return failure('bad-sex');
  if (name.trim() === '' || address.trim() === '') return failure('cut-short');
  const card = {
    id,
    oldId: oldId === '' ? null : oldId,
    name: name.trim(),
    dateOfBirth,
    sex: read,
    address: address.trim(),
    issuedOn,
  };
  return success({ ...card, doubts: doubtsAbout(card) });
}

/** Codes that people hold to the reader by mistake. */
function strangerIn(text: string, fields: string[]): CardFault | null {
  if (/^https?:/i.test(text)) return 'web-address';
  if (text.startsWith('000201')) return 'bank-code';
  if (fields.length >= 5 && /^\d{4}-\d{2}-\d{2}$/.test(fields[2] ?? '')) return 'covid-code';
  if (
    /^[A-Z]{2}\d{8,13}$/i.test(fields[0] ?? '') ||
    (fields.length >= 5 && /^([0-9a-f]{2}){4,}$/i.test(fields[1] ?? '') && /[a-f]/i.test(fields[1] ?? ''))
  )
    return 'insurance-code';
  return null;
}

/** ddMMyyyy as dd/MM/yyyy; null for a day that is in no calendar. */
function dayOf(text: string): string | null {
  const [, day, month, year] = /^(\d{2})(\d{2})(\d{4})$/.exec(text) ?? [];
  if (day === undefined || month === undefined || year === undefined) return null;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const isDay = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return isDay && Number(year) >= 1900 ? `${day}/${month}/${year}` : null;
}

/** Number and card compared: place, century with sex, year. Circular 07/2016/TT-BCA. */
function doubtsAbout({ id, sex, dateOfBirth }: Pick<CitizenCard, 'id' | 'sex' | 'dateOfBirth'>): CardDoubt[] {
  const digit = Number(id[3]);
  const year = dateOfBirth.slice(-4);
  const century = 1900 + Math.floor(digit / 2) * 100;
  return [
    ...(provinceCodes.includes(id.slice(0, 3)) ? [] : ['place' as const]),
    ...((digit % 2 === 0) === (sex === 'Nam') ? [] : ['sex-digit' as const]),
    ...(Math.floor(Number(year) / 100) * 100 === century && id.slice(4, 6) === year.slice(2)
      ? []
      : ['year-digits' as const]),
  ];
}
