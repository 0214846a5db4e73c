import type { LookupFunction } from 'node:net';
import { Agent, request } from 'undici';
import { oneLookup } from './one-lookup.ts';

/** One request, ready to go. */
export interface Outgoing {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  url: string;
  headers: Record<string, string>;
  body: Buffer;
  signal?: AbortSignal;
}

/** What came back. Its body is not read further than `longestAnswer`. */
export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** Rejects when there is no answer: with what the network or TLS said, or a `TimeoutError`. Follows no redirect. */
export type Send = (outgoing: Outgoing) => Promise<Answer>;

/** Longest waits, ms: a hall's network is slow before it is dead. */
export const patience = { connect: 10_000, headers: 30_000, body: 30_000, total: 90_000 };
export type Patience = typeof patience;

/** A true answer is a few hundred bytes, the largest a feed's page; an impostor's page is not read to its end. */
const longestAnswer = 2 * 1024 * 1024;

/**
 * Opens a way to a hub. `ca`: the only authority that is believed, as PEM; without one, whatever the system believes.
 * `close` lets connections go.
 */
export function openSend({
  ca = null,
  waits = patience,
  lookup = oneLookup(),
}: {
  ca?: string | null;
  waits?: Patience;
  lookup?: LookupFunction;
} = {}): { send: Send; close: () => Promise<void> } {
  const agent = new Agent({
    connect: {
      timeout: waits.connect,
      minVersion: 'TLSv1.3',
      ...(ca === null ? {} : { ca }),
      lookup,
    },
    headersTimeout: waits.headers,
    bodyTimeout: waits.body,
    connections: 4,
    pipelining: 1,
  });
  return {
    close: () => agent.destroy(),
    async send({ method, url, headers, body, signal }) {
      const whole = AbortSignal.timeout(waits.total);
      const answer = await request(url, {
        dispatcher: agent,
        method,
        headers,
        body: body.length === 0 ? null : body,
        signal: signal === undefined ? whole : AbortSignal.any([whole, signal]),
      });
      const parts: Buffer[] = [];
      let length = 0;
      for await (const part of answer.body as AsyncIterable<Buffer>) {
        parts.push(part);
        length += part.length;
        if (length > longestAnswer) break;
      }
      return { status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) };
    },
  };
}

/** True when it was the time that ran out, in whichever phase. */
export function ranOutOfTime(error: unknown): boolean {
  const names = new Set(['TimeoutError', 'ConnectTimeoutError', 'HeadersTimeoutError', 'BodyTimeoutError']);
  return error instanceof Error && names.has(error.name);
}

/** What an answer says, when it says it in JSON. */
export function jsonOf({ headers, body }: Answer): unknown {
  if (!/^application\/json\b/i.test(String(headers['content-type'] ?? ''))) return undefined;
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
