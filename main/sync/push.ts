import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { PendingFacts } from '../../db/terminal/pending.ts';
import { type PushHeader, pushPath, wireVersion } from '../../shared/sync/wire.ts';
import { ranOutOfTime } from '../../wire/send.ts';
import type { PushOutcome } from './answer.ts';
import type { Ask, HubLine } from './hub-line.ts';

const deflate = promisify(gzip);
const newline = Buffer.from('\n');

/** Sends one batch and waits for the answer. Never throws: a network that fails is an outcome. */
export async function push(
  facts: PendingFacts,
  {
    line,
    pending,
    version,
    now,
    signal,
  }: { line: HubLine; pending: number; version: string; now: () => number; signal: AbortSignal },
): Promise<PushOutcome> {
  const ask = await pushRequest(facts, { pending, version, clock: line.clock.offset() });
  const began = performance.now();
  const sent = now();
  try {
    const { status, headers, body: text } = await line.ask({ ...ask, signal });
    return {
      got: 'answer',
      status,
      contentType: String(headers['content-type'] ?? ''),
      retryAfter: headers['retry-after'] === undefined ? null : String(headers['retry-after']),
      body: text.toString('utf8'),
      tookMs: performance.now() - began,
      sent,
      received: now(),
    };
  } catch (error) {
    return ranOutOfTime(error) ? { got: 'timeout' } : { got: 'nothing', reason: reasonOf(error) };
  }
}

/** A batch as a request, before it is signed: over the network, or carried by hand. */
export async function pushRequest(facts: PendingFacts, about: Parameters<typeof pushBody>[1]): Promise<Ask> {
  return {
    method: 'POST',
    path: pushPath,
    body: await pushBody(facts, about),
    headers: { 'Content-Type': 'application/x-ndjson', 'Content-Encoding': 'gzip' },
  };
}

/** The bytes of a push: gzip over the header's line and the records' own bytes. */
async function pushBody(
  facts: PendingFacts,
  { pending, version, clock }: { pending: number; version: string; clock: PushHeader['clk'] },
): Promise<Buffer> {
  const header: PushHeader = {
    p: wireVersion,
    dev: facts.dev,
    s: facts.stream,
    from: facts.from,
    n: facts.count,
    prev: facts.previous.toString('hex'),
    tip: facts.tip.toString('hex'),
    acked: facts.acked,
    q: { pend: pending },
    clk: clock,
    app: version,
  };
  return await deflate(
    Buffer.concat([Buffer.from(JSON.stringify(header)), ...facts.lines.flatMap((record) => [newline, record])]),
  );
}

/** The kind of failure alone: addresses and contents stay out of the log. */
export function reasonOf(error: unknown): string {
  const cause: unknown = error instanceof Error ? (error.cause ?? error) : error;
  if (typeof cause === 'object' && cause !== null && 'code' in cause) return String(cause.code);
  return cause instanceof Error ? cause.name : 'unknown';
}
