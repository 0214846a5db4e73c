import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { PendingFacts } from '../../db/terminal/journal.ts';
import { type PushHeader, pushPath, wireVersion } from '../../shared/sync/wire.ts';
import type { PushOutcome } from './answer.ts';

const deflate = promisify(gzip);

/** Longest life of one push, connecting and answering included, ms. */
const totalTimeoutMs = 90_000;
/** A true answer is a few hundred bytes; an impostor's page is not read to its end. */
const longestAnswer = 64 * 1024;

/** Sends one batch and waits for the answer. Never throws: a network that fails is an outcome. */
export async function push(
  facts: PendingFacts,
  {
    dev,
    pending,
    hub,
    fetch: send,
    signal,
  }: {
    dev: string;
    pending: number;
    hub: { address: string; token: string };
    fetch: typeof globalThis.fetch;
    signal: AbortSignal;
  },
): Promise<PushOutcome> {
  const header: PushHeader = {
    p: wireVersion,
    dev,
    s: facts.stream,
    from: facts.from,
    n: facts.lines.length,
    prev: facts.previous.toString('hex'),
    tip: facts.tip.toString('hex'),
    acked: facts.acked,
    q: { pend: pending },
  };
  const newline = Buffer.from('\n');
  const body = await deflate(
    Buffer.concat([Buffer.from(JSON.stringify(header)), ...facts.lines.flatMap((line) => [newline, line])]),
  );
  const timeout = AbortSignal.timeout(totalTimeoutMs);
  const began = performance.now();
  try {
    const answer = await send(new URL(pushPath, hub.address), {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.any([timeout, signal]),
      headers: {
        'Content-Type': 'application/x-ndjson',
        'Content-Encoding': 'gzip',
        'Content-Digest': `sha-256=:${createHash('sha256').update(body).digest('base64')}:`,
        Authorization: `Bearer ${hub.token}`,
      },
      body: new Uint8Array(body),
    });
    return {
      got: 'answer',
      status: answer.status,
      contentType: answer.headers.get('content-type') ?? '',
      retryAfter: answer.headers.get('retry-after'),
      body: await beginningOf(answer),
      tookMs: performance.now() - began,
    };
  } catch (error) {
    if (timeout.aborted) return { got: 'timeout' };
    return { got: 'nothing', reason: reasonOf(error) };
  }
}

async function beginningOf(answer: Response): Promise<string> {
  if (answer.body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of answer.body) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > longestAnswer) break;
  }
  return text;
}

/** Only the kind of failure: addresses and contents stay out of the log. */
function reasonOf(error: unknown): string {
  const cause: unknown = error instanceof Error ? (error.cause ?? error) : error;
  if (typeof cause === 'object' && cause !== null && 'code' in cause) return String(cause.code);
  return cause instanceof Error ? cause.name : 'unknown';
}
