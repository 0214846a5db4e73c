import type { Journal } from '../../db/terminal/journal.ts';
import type { PendingFacts } from '../../db/terminal/pending.ts';
import type { FactKind } from '../../shared/facts/facts.ts';
import { faultWord } from '../../shared/fault.ts';
import { type Decision, decide } from '../../wire/answer.ts';
import { backoffMs } from '../../wire/backoff.ts';
import { type PushOutcome, reasonOf } from '../../wire/outcome.ts';
import type { Log } from '../log.ts';
import { heed } from './heed.ts';
import type { HubLine } from './hub-line.ts';
import { openPace } from './pace.ts';
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
/** A hub that does not want this terminal is asked again only so often, ms: a person has to do something. */
const notAdmittedMs = 15 * 60_000;
/** Refusals of the same bytes before fewer are tried. */
const sameBytesTries = 3;

/**
 * Brings the journal to a hub: one push in flight, from the watermark on, for ever. Whenever something is pending either
 * a push is under way or a timer is armed; no attempt is the last one.
 */
export function startSender({
  journal,
  line,
  log,
  now,
  version = '',
  onEnrolled = () => undefined,
  random = Math.random,
  firstAfterMs = 0,
  gatherMs = 2000,
  longestBackoffMs = 5 * 60_000,
}: {
  journal: Journal;
  line: HubLine;
  log: Log;
  now: () => number;
  /** The program's. */
  version?: string;
  /** The hub has let this terminal in. */
  onEnrolled?: (as: { dev: string; fingerprint: string }) => void;
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
  let refusals = 0;
  /** The hub holds other bytes for one of the facts that were sent: which? */
  let oneByOne = false;
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
        lastError = faultWord(error);
        log.error({ error }, 'sending failed on this side');
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

  function failed(why: string, atLeastMs: number): void {
    if (lastError !== why) log.warn({ why, failures }, 'the hub did not take a push; kept for later');
    lastError = why;
    fail(atLeastMs);
  }

  /** Whether this terminal may push at all; without, an attempt to be let in. */
  async function isAdmitted(): Promise<boolean> {
    if (line.mayEnrol()) {
      lastTriedAt = now();
      const standing = await line.enrol();
      if (standing === 'enrolled') onEnrolled({ dev: journal.dev, fingerprint: line.fingerprint() });
      else log.error({ standing }, 'the hub did not let this terminal in');
    }
    return line.standing() !== 'waiting' && line.standing() !== 'refused';
  }

  async function drain(): Promise<void> {
    try {
      // With a code still to show it was the way there that failed, and the next try may be soon.
      if (!(await isAdmitted())) return failed(`not enrolled: ${line.standing()}`, line.mayEnrol() ? 0 : notAdmittedMs);
    } catch (error) {
      return failed(reasonOf(error), 0);
    }
    for (;;) {
      const limit = pace.limit();
      const facts = await journal.pending(oneByOne ? { ...limit, records: 1 } : limit);
      if (facts === null || stopping.signal.aborted) return;
      lastTriedAt = now();
      const pending = await journal.pendingCount();
      const outcome = await push(facts, { line, pending, version, now, signal: stopping.signal });
      if (stopping.signal.aborted) return;
      const decision = decide(outcome, { ...facts, hubKey: line.hubKey() }, now());
      if (decision.next !== 'divide') refusals = 0;
      if (decision.next === 'retry' || decision.next === 'wait') {
        if (decision.next === 'retry' && decision.smaller) pace.shrink();
        return failed(decision.why, decision.next === 'wait' ? decision.ms : 0);
      }
      if (decision.next === 'divide') {
        if (!(await divide(facts, decision))) return failed(`${decision.why}: ${decision.word}`, 0);
      } else if (!(await settle(decision, outcome, facts))) return;
    }
  }

  /** Fewer next time; a single record that a hub cannot take is declared by a tombstone. False: the same once more, later. */
  async function divide(
    { stream, from, count }: { stream: string; from: number; count: number },
    { why, word }: Extract<Decision, { next: 'divide' }>,
  ): Promise<boolean> {
    refusals += 1;
    // Bytes may have been damaged on the way: the same ones first. What is too large stays so.
    if (why === 'unreadable' && refusals < sameBytesTries) return false;
    refusals = 0;
    pace.shrink();
    if (count > 1) return true;
    log.error({ stream, seq: from, why, word }, 'the hub cannot take one record; it is kept here and declared');
    return await journal.replaceByTombstone(stream, from, why);
  }

  /** The hub's word on what it has. False: it contradicts itself, and is asked as seldom as one that is down. */
  async function settle(
    decision: Extract<Decision, { next: 'acknowledge' | 'rewind' | 'fork' }>,
    outcome: PushOutcome,
    facts: PendingFacts,
  ): Promise<boolean> {
    const heeded = await heed(journal, decision, facts);
    const { s: stream, upto, tip } = decision.have;
    if (heeded === 'one by one') {
      oneByOne = true;
      return true;
    }
    if (heeded === 'conflict') oneByOne = false;
    if (decision.next !== 'acknowledge') {
      log.warn({ next: decision.next, upto }, 'the hub has another end of the stream');
      failures += 1;
      if (failures > 3) fail(0);
      return failures <= 3;
    }
    if (heeded !== 'moved') {
      failed(heeded, 0);
      return false;
    }
    const { reply, quick } = decision;
    const { t: at, hub, rcpt: signature } = reply;
    await journal.keepReceipt({ stream, upto, tip: Buffer.from(tip, 'hex'), at, hub, signature });
    if (outcome.got === 'answer') line.clock.heard(reply.t, outcome.sent, outcome.received);
    if (quick) pace.grow({ records: reply.lim.rec, bytes: reply.lim.kb * 1024 });
    failures = 0;
    lastError = null;
    lastSentAt = now();
    if (reply.rotate && !(await line.rotate().catch(() => false)))
      log.warn({ dev: facts.dev }, 'the hub did not take a new key');
    return true;
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
