import type { Feeds } from '../../db/hub/feeds.ts';

/** One who waits for a feed. */
interface Waiter {
  /** Settles with the scope's next change after `enter`, and now and then without one. */
  changed: Promise<void>;
  leave(): void;
}

/** Tells those who wait when something was written to a feed, by this process or another. */
export interface FeedWatch {
  /** Enter before looking: what is written between the two is told as well. */
  enter(scope: string): Waiter;
  close(): void;
}

/** How late a change of another process may be seen, ms: one small query for all who wait. */
const lookEveryMs = 1000;

export function watchFeeds(feeds: Pick<Feeds, 'heads' | 'onWritten'>): FeedWatch {
  const waiting = new Map<string, Set<() => void>>();
  let seen = new Map<string, number>();
  let looking = false;
  const settle = (scope: string): void => {
    for (const done of waiting.get(scope) ?? []) done();
    waiting.delete(scope);
  };
  async function look(): Promise<void> {
    if (looking || waiting.size === 0) return;
    looking = true;
    try {
      const heads = await feeds.heads();
      for (const scope of waiting.keys()) if (heads.get(scope) !== seen.get(scope)) settle(scope);
      seen = heads;
    } catch {
      // A database that is away is told to whoever asks it next.
      seen = new Map();
    } finally {
      looking = false;
    }
  }
  feeds.onWritten(settle);
  const timer = setInterval(() => void look(), lookEveryMs);
  timer.unref();
  return {
    enter(scope) {
      let done = (): void => undefined;
      const changed = new Promise<void>((resolve) => {
        done = resolve;
      });
      const others = waiting.get(scope) ?? new Set();
      waiting.set(scope, others.add(done));
      return {
        changed,
        leave() {
          others.delete(done);
          if (others.size === 0 && waiting.get(scope) === others) waiting.delete(scope);
        },
      };
    },
    close() {
      clearInterval(timer);
      for (const scope of waiting.keys()) settle(scope);
    },
  };
}
