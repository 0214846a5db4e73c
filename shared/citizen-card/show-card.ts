import type { CardFieldName } from '../catalogue/portal-schema.ts';
import type { CitizenCard } from './parse-card.ts';

/** What a card can put into the boxes of a form. */
export function cardValues(card: CitizenCard): Partial<Record<CardFieldName, string>> {
  const { id, oldId, name, dateOfBirth, sex, address, issuedOn } = card;
  return {
    id,
    name,
    dateOfBirth,
    sex,
    address,
    issuedOn,
    yearOfBirth: dateOfBirth.slice(-4),
    ...(oldId === null ? {} : { oldId }),
  };
}

/** A card as it may stand on a glass in a hall: the last three digits, first letters, the year (K-27). */
export interface MaskedCard {
  id: string;
  name: string;
  born: string;
}

export function maskCard({ id, name, dateOfBirth }: CitizenCard): MaskedCard {
  return {
    id: `••• ••• ••• ${id.slice(-3)}`,
    name: name
      .split(/\s+/)
      .map((word) => `${word[0] ?? ''}•••`)
      .join(' '),
    born: dateOfBirth.slice(-4),
  };
}
