import { z } from 'zod';
import { conflictReply, type Have, type PushReply, pushReply } from '../shared/sync/wire.ts';
import type { PushOutcome } from './outcome.ts';
import { receiptHolds } from './receipt.ts';

/** What the sender does about it. There is no 'drop': nothing is ever given up. */
export type Decision =
  | { next: 'acknowledge'; have: Have; reply: PushReply; quick: boolean }
  | { next: 'rewind'; have: Have }
  | { next: 'fork'; have: Have }
  /** Once more soon, with backoff; `smaller`: and with half as much in it. */
  | { next: 'retry'; why: string; smaller: boolean }
  /** The hub itself cannot take what was sent: with less in it, and of a single record with a tombstone in its place. */
  | { next: 'divide'; why: 'oversize' | 'unreadable'; word: string }
  /** Not before so many ms, and not before the backoff either. */
  | { next: 'wait'; why: string; ms: number };

const refusedAgainAfterMs = 15 * 60_000;
const longestWaitMs = 3_600_000;
/** Answers slower than this say that the batch is large enough. */
const quickMs = 2000;

/**
 * Reads an answer as narrowly as possible: only a 200 in our own words that names our stream counts as delivered. A page
 * of HTML with 200 is a captive portal, a redirect leads elsewhere; both are impostors and everything stays pending. So is
 * an answer without the hub's own signature, once its key is known.
 */
export function decide(
  outcome: PushOutcome,
  sent: { dev: string; stream: string; hubKey: Buffer | null },
  now: number,
): Decision {
  if (outcome.got === 'timeout') return { next: 'retry', why: 'timeout', smaller: true };
  if (outcome.got === 'nothing') return { next: 'retry', why: outcome.reason, smaller: false };
  const { status } = outcome;
  if (status === 200) {
    const reply = pushReply.safeParse(json(outcome));
    if (!reply.success || !isAbout(reply.data, sent)) return { next: 'retry', why: 'impostor', smaller: false };
    return { next: 'acknowledge', have: reply.data.have, reply: reply.data, quick: outcome.tookMs < quickMs };
  }
  if (status === 409) {
    const conflict = conflictReply.safeParse(json(outcome));
    if (!conflict.success || conflict.data.have.s !== sent.stream)
      return { next: 'retry', why: 'impostor', smaller: false };
    return { next: conflict.data.error === 'gap' ? 'rewind' : 'fork', have: conflict.data.have };
  }
  if (status < 400) return { next: 'retry', why: 'impostor', smaller: false };
  if (status === 400 || status === 413) {
    const word = hubsWord.safeParse(json(outcome));
    // Whatever stands in between may refuse as well, for reasons of its own: only the hub's word is about the records.
    if (word.success) return { next: 'divide', why: status === 413 ? 'oversize' : 'unreadable', word: word.data.error };
    return { next: 'retry', why: status === 413 ? 'too large' : 'status 400', smaller: true };
  }
  if (status === 425 || status === 429 || status === 503) {
    return { next: 'wait', why: `status ${status}`, ms: retryAfterMs(outcome.retryAfter, now) };
  }
  const refused = [401, 403, 404, 410, 426].includes(status);
  if (refused) return { next: 'wait', why: `status ${status}`, ms: refusedAgainAfterMs };
  return { next: 'retry', why: `status ${status}`, smaller: false };
}

/** What a hub says of bytes that it cannot take. */
const hubsWord = z.object({ error: z.enum(['gzip', 'header', 'count', 'chain', 'inflated', 'lines', 'line']) });

function isAbout(
  { have, rcpt, t }: PushReply,
  { dev, stream, hubKey }: { dev: string; stream: string; hubKey: Buffer | null },
): boolean {
  if (have.s !== stream) return false;
  return hubKey === null || receiptHolds({ dev, stream, upto: have.upto, tip: have.tip, at: t }, rcpt, hubKey);
}

function json({ contentType, body }: { contentType: string; body: string }): unknown {
  if (!/^application\/json\b/i.test(contentType)) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Seconds or a date (RFC 9110); nonsense and the past are no wait, and an hour is the longest that is believed. */
function retryAfterMs(header: string | null, now: number): number {
  if (header === null) return 0;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.min(Math.max(0, ms), longestWaitMs) : longestWaitMs * Number(/^\d+$/.test(header));
}
