import type { Journal } from '../../db/terminal/journal.ts';
import type { FactKind } from '../../shared/facts/facts.ts';
import type { Log } from '../log.ts';
import { decide } from './answer.ts';
import { backoffMs, openPace } from './pace.ts';
import { push } from './push.ts';

export interface SenderStatus {
  busy: boolean;
  armed: boolean;
  failures: number;
  lastError: string | null;
  /** When a push was last begun, and when the hub last took one; wall clock, ms. */
  lastTriedAt: number | null;
  lastSentAt: number | null;
}

export interface Sender {
  /** Look now instead of later. */
  wake(): void;
  /** What it is about: for tests and for the device's health. */
  status(): SenderStatus;
  /** Lets the push under way go and stops; nothing is lost by it. */
  stop(): Promise<void>;
}

/** A call for help must be at the desk before the resident has turned round. */
const urgent: FactKind[] = ['help.requested', 'help.closed'];

/**
 * Brings the journal to a hub: one push in flight, from the watermark on, for ever. Whenever something is pending either
 * a push is under way or a timer is armed; no attempt is the last one.
 */
export function startSender({
  journal,
  hub,
  fetch,
  log,
  now,
  random = Math.random,
  firstAfterMs = 0,
  gatherMs = 2000,
  longestBackoffMs = 5 * 60_000,
}: {
  journal: Journal;
  hub: { address: string; token: string };
  fetch: typeof globalThis.fetch;
  log: Log;
  now: () => number;
  random?: () => number;
  /** All terminals start at eight o'clock: against a shared hub the first push waits a random while. */
  firstAfterMs?: number;
  /** After a fact, how long others may join it. */
  gatherMs?: number;
  /** However often it failed, it is tried again within this time, ms. */
  longestBackoffMs?: number;
}): Sender {
  const pace = openPace();
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | null = null;
  let dueAt = Number.POSITIVE_INFINITY;
  let running: Promise<void> | null = null;
  let failures = 0;
  let notBefore = 0;
  let lastError: string | null = null;
  let lastTriedAt: number | null = null;
  let lastSentAt: number | null = null;
  let wokenMeanwhile = false;

  /** Arms the timer, or brings an armed one forward; never before a hub's own word on when. */
  function arm(ms: number): void {
    if (stopping.signal.aborted) return;
    const due = Math.max(performance.now() + ms, notBefore);
    if (timer !== null && due >= dueAt) return;
    if (timer !== null) clearTimeout(timer);
    dueAt = due;
    timer = setTimeout(fire, Math.max(0, due - performance.now()));
  }

  function fire(): void {
    timer = null;
    dueAt = Number.POSITIVE_INFINITY;
    if (running !== null) {
      wokenMeanwhile = true;
      return;
    }
    running = drain()
      .catch((error: unknown) => {
        lastError = String(error);
        log.error({ error: lastError }, 'sending failed on this side');
        fail(0);
      })
      .finally(() => {
        running = null;
        if (wokenMeanwhile) arm(0);
        wokenMeanwhile = false;
      });
  }

  function fail(atLeastMs: number): void {
    const ms = Math.max(backoffMs(failures, random(), longestBackoffMs), atLeastMs * (1 + 0.2 * random()));
    failures += 1;
    notBefore = performance.now() + atLeastMs;
    arm(ms);
  }

  async function drain(): Promise<void> {
    for (;;) {
      const facts = await journal.pending(pace.limit());
      if (facts === null || stopping.signal.aborted) return;
      const pending = await journal.pendingCount();
      lastTriedAt = now();
      const outcome = await push(facts, { dev: journal.dev, pending, hub, fetch, signal: stopping.signal });
      if (stopping.signal.aborted) return;
      const decision = decide(outcome, facts, now());
      if (decision.next === 'retry' || decision.next === 'wait') {
        if (decision.next === 'retry' && decision.smaller) pace.shrink();
        if (lastError !== decision.why)
          log.warn({ why: decision.why, failures }, 'the hub did not take a push; kept for later');
        lastError = decision.why;
        return fail(decision.next === 'wait' ? decision.ms : 0);
      }
      const { s: stream, upto, tip } = decision.have;
      if (!(await journal.acknowledge({ stream, upto, tip: Buffer.from(tip, 'hex') }))) {
        if (decision.next !== 'fork' && decision.next !== 'rewind') {
          lastError = 'impostor';
          return fail(0);
        }
        await journal.forkStream(stream);
      } else if (decision.next === 'fork') {
        await journal.forkStream(stream);
      }
      if (decision.next === 'acknowledge' && decision.quick) {
        pace.grow({ records: decision.reply.lim.rec, bytes: decision.reply.lim.kb * 1024 });
      }
      if (decision.next === 'acknowledge') {
        failures = 0;
        lastError = null;
        lastSentAt = now();
      } else {
        log.warn({ next: decision.next, upto }, 'the hub has another end of the stream');
        failures += 1;
        // A hub that keeps contradicting itself is asked as seldom as one that is down.
        if (failures > 3) return fail(0);
      }
    }
  }

  journal.onRecorded((kind) => arm(urgent.includes(kind) ? 0 : gatherMs));
  arm(firstAfterMs);
  return {
    wake: () => arm(0),
    status: () => ({ busy: running !== null, armed: timer !== null, failures, lastError, lastTriedAt, lastSentAt }),
    async stop() {
      stopping.abort();
      if (timer !== null) clearTimeout(timer);
      timer = null;
      await running;
    },
  };
}
