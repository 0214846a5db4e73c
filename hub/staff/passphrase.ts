import { randomInt } from 'node:crypto';

/** Crockford's letters: none is taken for another when it is read out or copied from paper. */
const letters = '0123456789abcdefghjkmnpqrstvwxyz';

/** A password to be used once and changed: 20 letters in groups, 100 bits. */
export function newPassphrase(): string {
  const group = (): string => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join('');
  return Array.from({ length: 4 }, group).join('-');
}
