import type { SendError } from '../../shared/health/figures.ts';

/** How the system names these failures, and how a hub that answers does: by number, or in our own words (wire/answer.ts). */
const families: [SendError, RegExp][] = [
  ['no-network', /^(ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ENETDOWN|EADDRNOTAVAIL)$/],
  ['no-answer', /^(ECONNREFUSED|ECONNRESET|EPIPE|UND_ERR_SOCKET)$/],
  ['slow', /timeout|^ETIMEDOUT$/i],
  ['impostor', /^impostor$/],
  ['untrusted', /CERT|^ERR_(TLS|SSL)_|^UNABLE_TO_|^EPROTO$/],
  ['busy', /^status (425|429|5\d\d)$/],
  ['refused', /^status 4\d\d$/],
];

/** What an officer can be told of why a push failed. Null stays null: nothing failed. */
export function sendErrorOf(why: string | null): SendError | null {
  if (why === null) return null;
  return families.find(([, pattern]) => pattern.test(why))?.[0] ?? 'other';
}
