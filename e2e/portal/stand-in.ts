import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PortalFault } from './faults.ts';
import type { FormVariant } from './registration-form.ts';

/** How the portal's pages are made: two older makes on one host, and `widgets`, on five hosts, as it is in autumn 2026. */
export type Markup = 'blocks' | 'wizard' | 'widgets';

/** What was filed, in memory, to be looked at by tests. */
export interface Filing {
  code: string;
  fields: Record<string, string>;
  files: { name: string; size: number }[];
}

/** The hosts of the State's portal, in the order in which one meets them, and the bank's. */
export const hosts = {
  national: 'dichvucong.gov.vn',
  ministry: 'dichvucong.bocongan.gov.vn',
  residence: 'dichvucong.dancuquocgia.gov.vn',
  logIn: 'sso.dancuquocgia.gov.vn',
  olderLogIn: 'vneid.gov.vn',
  payment: 'pay.vietcombank.com.vn',
} as const;

/** What all hosts of the stand-in share. */
export interface StandIn {
  markup: Markup;
  variant: FormVariant;
  faults: Set<PortalFault>;
  filings: Filing[];
  /** The code that was 'sent to the phone' last. */
  otp: string;
  /** What stands in the picture. */
  captcha: string;
  /** The phone has said yes to the square code. */
  confirmed: boolean;
  /** How long a square code holds, ms. */
  squareCodeMs: number;
  /** Told each code that would be sent to the resident's telephone. */
  phone(code: string): void;
  sessions: Sessions;
}

/** One question and the ways to answer it. */
export interface Exchange {
  request: IncomingMessage;
  host: string;
  path: string;
  asked: URLSearchParams;
  post: boolean;
  html(text: string, status?: number): void;
  json(value: unknown): void;
  go(to: string, headers?: Record<string, string>): void;
  send(headers: Record<string, string>, body: string): void;
}

/** Answers what its host is asked; false: it knows no such page. */
export type Host = (standIn: StandIn, exchange: Exchange) => Promise<boolean> | boolean;

/** Who is logged in where: every host has a cookie of its own, and hands over to another by a ticket that works once. */
export interface Sessions {
  ticket(): string;
  /** The cookie for a host that was shown a ticket; null: the ticket is none. */
  redeem(host: string, ticket: string): string | null;
  knows(host: string, request: IncomingMessage): boolean;
}

export function openSessions(): Sessions {
  const tickets = new Set<string>();
  const open = new Set<string>();
  return {
    ticket() {
      const made = randomBytes(12).toString('hex');
      tickets.add(made);
      return made;
    },
    redeem(host, ticket) {
      if (!tickets.delete(ticket)) return null;
      const session = randomBytes(12).toString('hex');
      open.add(`${host} ${session}`);
      return `phien=${session}; HttpOnly; Secure; SameSite=Lax; Path=/; Max-Age=86400`;
    },
    knows(host, request) {
      const [, session = ''] = /phien=(\w+)/.exec(request.headers.cookie ?? '') ?? [];
      return open.has(`${host} ${session}`);
    },
  };
}

export const isLoggedIn = ({ sessions, faults }: StandIn, { host, request }: Exchange): boolean =>
  sessions.knows(host, request) && !faults.has('expired-login');

export function exchangeOf(request: IncomingMessage, response: ServerResponse): Exchange {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  const { pathname, searchParams } = new URL(request.url ?? '/', `https://${host}`);
  const answer = (status: number, headers: Record<string, string>, body = ''): void => {
    response.writeHead(status, headers).end(body);
  };
  return {
    request,
    host,
    path: pathname,
    asked: searchParams,
    post: request.method === 'POST',
    html: (text, status = 200) => answer(status, { 'content-type': 'text/html; charset=utf-8' }, text),
    json: (value) => answer(200, { 'content-type': 'application/json' }, JSON.stringify(value)),
    go: (to, headers = {}) => answer(302, { location: to, ...headers }),
    send: (headers, body) => answer(200, headers, body),
  };
}

export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

export async function formOf(request: IncomingMessage): Promise<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams((await bodyOf(request)).toString()));
}

export async function multipart(request: IncomingMessage): Promise<FormData> {
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  return await new Response(new Uint8Array(await bodyOf(request)), { headers }).formData();
}
