import type { PendingFacts } from '../../db/terminal/pending.ts';
import { type PushHeader, pushPath, wireVersion } from '../../shared/sync/wire.ts';
import { outcomeOf, type PushOutcome } from '../../wire/outcome.ts';
import { pushBody } from '../../wire/push-body.ts';
import type { HubLine } from './hub-line.ts';

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
    clk: line.clock.offset(),
    app: version,
  };
  const body = await pushBody(header, facts.lines);
  return await outcomeOf(
    () =>
      line.ask({
        method: 'POST',
        path: pushPath,
        body,
        signal,
        headers: { 'Content-Type': 'application/x-ndjson', 'Content-Encoding': 'gzip' },
      }),
    now,
  );
}
