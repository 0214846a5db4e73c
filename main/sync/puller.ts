import type { TerminalFeeds } from '../../db/terminal/feeds.ts';
import { pullLimits, pullPath, pullReply } from '../../shared/sync/feeds.ts';
import { backoffMs } from '../../wire/backoff.ts';
import { reasonOf } from '../../wire/outcome.ts';
import { jsonOf } from '../../wire/send.ts';
import type { Log } from '../log.ts';
import type { HubLine } from './hub-line.ts';

export interface Puller {
  /** Look now instead of later. */
  wake(): void;
  /** Failures in a row, by scope; 0: it is in order. */
  status(): Record<string, number>;
  stop(): Promise<void>;
}

/** One feed to follow. `live`: what is new must be here within a second or two, so the hub is kept waiting for it. */
export interface Followed {
  scope: string;
  live: boolean;
}

/** How long the way there and back may take beside the waiting, ms. */
const travelMs = 15_000;
/** Between two questions that brought nothing, at least; a hub that is closing answers at once, ms. */
const calmMs = 1000;

/**
 * Reads a hub's feeds on, each for itself and for ever; what was read survives a restart. `onChanged`: what is in the store
 * of this scope is new.
 */
export function startPuller({
  scopes,
  feeds,
  ask,
  log,
  onChanged,
  random = Math.random,
  restMs = 5 * 60_000,
  longestBackoffMs = 5 * 60_000,
}: {
  scopes: readonly Followed[];
  feeds: TerminalFeeds;
  /** The terminal's line to its hub. */
  ask: HubLine['ask'];
  log: Log;
  onChanged: (scope: string) => void;
  random?: () => number;
  /** How often a feed that is not live is asked for, ms. */
  restMs?: number;
  longestBackoffMs?: number;
}): Puller {
  const stopping = new AbortController();
  const failures: Record<string, number> = Object.fromEntries(scopes.map(({ scope }) => [scope, 0]));
  const sleepers = new Set<() => void>();

  const sleep = async (ms: number): Promise<void> =>
    await new Promise((done) => {
      const end = (): void => {
        clearTimeout(timer);
        sleepers.delete(end);
        done();
      };
      const timer = setTimeout(end, ms);
      sleepers.add(end);
    });

  /** Asks once; how long to wait until the next time, ms. Throws what is no answer. */
  async function pull({ scope, live }: Followed): Promise<number> {
    const after = await feeds.cursor(scope);
    const waitSeconds = live && after !== null ? pullLimits.waitSeconds : 0;
    const query = new URLSearchParams({ scope, limit: String(pullLimits.items), wait: String(waitSeconds) });
    if (after !== null) query.set('after', after);
    const timeout = AbortSignal.timeout(waitSeconds * 1000 + travelMs);
    const began = performance.now();
    const answer = await ask({
      method: 'GET',
      path: `${pullPath}?${query.toString()}`,
      signal: AbortSignal.any([stopping.signal, timeout]),
    });
    const later = live ? Math.max(0, calmMs - (performance.now() - began)) : restMs;
    if (answer.status === 204) return later;
    if (answer.status === 410) {
      if (after === null) throw new Error('410 without a cursor');
      await feeds.restart(scope);
      return 0;
    }
    if (answer.status !== 200) throw new Error(`status ${answer.status}`);
    const reply = pullReply.safeParse(jsonOf(answer));
    if (!reply.success || reply.data.scope !== scope) throw new Error('not an answer');
    if (!(await feeds.apply(reply.data))) throw new Error('not the next page');
    const { items, more } = reply.data;
    if (items.length > 0 || after === null) onChanged(scope);
    return more || (live && items.length > 0) ? 0 : later;
  }

  async function follow(followed: Followed): Promise<void> {
    const { scope } = followed;
    while (!stopping.signal.aborted) {
      let ms: number;
      try {
        ms = await pull(followed);
        failures[scope] = 0;
      } catch (error) {
        if (stopping.signal.aborted) return;
        const before = failures[scope] ?? 0;
        if (before === 0) log.warn({ scope, reason: reasonOf(error) }, 'a feed could not be read; tried again');
        failures[scope] = before + 1;
        ms = backoffMs(before, random(), longestBackoffMs);
      }
      if (ms > 0 && !stopping.signal.aborted) await sleep(ms);
    }
  }

  const running = Promise.all(scopes.map(follow));
  const wake = (): void => {
    for (const end of sleepers) end();
  };
  return {
    wake,
    status: () => ({ ...failures }),
    async stop() {
      stopping.abort();
      wake();
      await running;
    },
  };
}
