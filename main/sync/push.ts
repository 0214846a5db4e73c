import type { PendingFacts } from '../../db/terminal/pending.ts';
import { type PushHeader, pushPath, wireVersion } from '../../shared/sync/wire.ts';
import { outcomeOf, type PushOutcome } from '../../wire/outcome.ts';
import { pushBody } from '../../wire/push-body.ts';
import type { Ask, HubLine } from './hub-line.ts';

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
  return await outcomeOf(() => line.ask({ ...ask, signal }), now);
}

/** A batch as a request, before it is signed: over the network, or carried by hand. */
export async function pushRequest(
  facts: PendingFacts,
  { pending, version, clock }: { pending: number; version: string; clock: PushHeader['clk'] },
): Promise<Ask & { body: Buffer }> {
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
  return {
    method: 'POST',
    path: pushPath,
    body: await pushBody(header, facts.lines),
    headers: { 'Content-Type': 'application/x-ndjson', 'Content-Encoding': 'gzip' },
  };
}
