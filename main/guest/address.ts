import { domainToUnicode } from 'node:url';
import type { BlockReason } from '../../shared/facts/facts.ts';

/** Where a visit may go, out of the portal's profile. */
export interface Allowed {
  origins: string[];
  resources: string[];
}

/** Whether a page may be opened: null when it may, else why not. */
export function refusePage(address: string, { origins }: Allowed): BlockReason | null {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return 'scheme';
  }
  if (url.protocol === 'http:' || url.protocol === 'ws:') return 'insecure';
  if (url.protocol !== 'https:') return 'scheme';
  // 'https://dichvucong.gov.vn@evil.test' looks like the portal and is not, wherever it leads.
  if (url.username !== '' || url.password !== '') return 'user-info';
  if (origins.includes(url.origin)) return null;
  // A host below one of ours belongs to the same owner: it is not on the list, but it is no fraud either.
  if (url.port === '' && origins.some((origin) => url.hostname.endsWith(`.${new URL(origin).hostname}`)))
    return 'foreign';
  return looksLike(url.hostname, origins) ? 'look-alike' : 'foreign';
}

/** Whether a page may fetch this beside itself: its own pictures, scripts and answers. */
export function refuseResource(address: string, allowed: Allowed): BlockReason | null {
  if (/^(data|blob):/.test(address)) return null;
  let url: URL;
  try {
    url = new URL(address.replace(/^wss:/, 'https:'));
  } catch {
    return 'scheme';
  }
  if (url.protocol !== 'https:') return url.protocol === 'http:' || url.protocol === 'ws:' ? 'insecure' : 'scheme';
  if (allowed.origins.includes(url.origin)) return null;
  return allowed.resources.some((pattern) => isBelow(url, pattern)) ? null : 'resource';
}

function isBelow(url: URL, pattern: string): boolean {
  const [, star, host] = /^https:[/][/]([*][.])?(.+)$/.exec(pattern) ?? [];
  if (host === undefined || url.port !== '') return false;
  return url.hostname === host || (star !== undefined && url.hostname.endsWith(`.${host}`));
}

/** A host that a person could take for one of ours: it holds ours in it, or differs by letters that look the same. */
function looksLike(host: string, origins: string[]): boolean {
  const shown = plain(domainToUnicode(host));
  return origins.some((origin) => shown.includes(plain(new URL(origin).hostname)));
}

/** Without signs, and with Latin letters for those of other alphabets that look like them. */
const plain = (host: string): string =>
  host
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[đ]/g, 'd')
    .replace(/[ıіӏ]/g, 'i')
    .replace(/[сϲ]/g, 'c')
    .replace(/[оο]/g, 'o')
    .replace(/[а]/g, 'a')
    .replace(/[е]/g, 'e');

/** The host of an address where the State owns it, for a fact; any other could carry what a stranger chose. */
export function stateHostOf(address: string): string | undefined {
  const host = URL.canParse(address) ? new URL(address).host : '';
  return host.length <= 64 && /^([a-z0-9-]+[.])+gov[.]vn$/.test(host) ? host : undefined;
}
