import type { Place } from '../../db/hub/envelope.ts';
import { faultWord } from '../../shared/fault.ts';
import { backoffMs } from '../../wire/backoff.ts';
import { openLane, type Road, type Step } from './lane.ts';
import { sideBySide } from './side-by-side.ts';

/** A stream on its way to the city, as tests and engineers see it. */
export interface Way extends Place {
  busy: boolean;
  armed: boolean;
  failures: number;
  stopped: boolean;
  lastError: string | null;
}

export interface Forwarder {
  /** Something of this stream landed. */
  wake(place: Place): void;
  /** Streams that are not at their end. */
  ways(): Way[];
  /** Lets the pushes under way go and stops; nothing is lost by it. */
  stop(): Promise<void>;
}

interface Lane extends Place {
  step: () => Promise<Step>;
  timer: NodeJS.Timeout | null;
  running: Promise<void> | null;
  failures: number;
  away: boolean;
  /** Something landed while a step was under way. */
  again: boolean;
  stopped: boolean;
  lastError: string | null;
}

/** Streams side by side: one slow device holds nobody up, and a city is not swamped by one hall. */
const streamsAtOnce = 4;
/** Waits over a long line are longer than in a hall. */
const longestBackoffMs = 15 * 60_000;
/** As long as a terminal keeps facts that the city has: whoever is restored from a copy may ask again. */
const keepMs = 30 * 24 * 3_600_000;
/** The city's other words are taken at once only so often in a row. */
const triesAtOnce = 4;

/**
 * Brings what landed here to the city: each stream in its order, one push in flight, for ever. Whenever something of a stream
 * waits either a push is under way or a timer is armed; no attempt is the last one.
 */
export function startForwarder({
  road,
  alarm,
  random = Math.random,
  sweepMs = 60_000,
  longestMs = longestBackoffMs,
}: {
  road: Road;
  /** What somebody has to do something about. */
  alarm: (line: string) => void;
  random?: () => number;
  /** How often it is looked for what nobody woke, and which devices changed, ms. */
  sweepMs?: number;
  /** However often it failed, it is tried again within this time, ms. */
  longestMs?: number;
}): Forwarder {
  const { uplink, roll, now } = road;
  const lanes = new Map<string, Lane>();
  const turn = sideBySide(streamsAtOnce);
  let stopped = false;
  let sweeping: Promise<void> = Promise.resolve();

  function arm(lane: Lane, ms: number): void {
    if (stopped || lane.stopped) return;
    if (lane.timer !== null) clearTimeout(lane.timer);
    lane.timer = setTimeout(() => {
      lane.timer = null;
      lane.running = drain(lane).then((waitMs) => {
        lane.running = null;
        const { again } = lane;
        lane.again = false;
        if (waitMs !== null) arm(lane, waitMs);
        else if (again) arm(lane, 0);
        else if (!lane.stopped) lanes.delete(keyOf(lane));
      });
    }, ms);
  }

  /** Sends what waits; how long to wait before the next try, ms, or null when there is nothing to wait for. */
  async function drain(lane: Lane): Promise<number | null> {
    for (;;) {
      if (stopped) return null;
      let step: Step;
      try {
        step = await turn(async () => await lane.step());
      } catch (error) {
        step = { came: 'nothing', why: faultWord(error), waitMs: 0, away: false };
        if (lane.lastError !== step.why && !stopped) alarm(`relay: ${lane.dev} ${lane.stream}: ${step.why}`);
      }
      if (step.came === 'all there') return null;
      if (step.came === 'fork') return await stopLane(lane, step.from);
      if (step.came === 'moved') arrived(lane);
      else if (step.came === 'to be tried at once' && lane.failures < triesAtOnce) lane.failures += 1;
      else return failed(lane, step.came === 'nothing' ? step : { ...step, waitMs: 0, away: false });
    }
  }

  function failed(lane: Lane, { why, waitMs, away }: { why: string; waitMs: number; away: boolean }): number {
    const told = why === 'name' || why === 'device' || why === 'device-revoked';
    if (told && lane.lastError !== why) alarm(`the city's hub takes nothing of ${lane.dev} (${why}); it is kept here`);
    lane.lastError = why;
    lane.away = away;
    const ms = Math.max(backoffMs(lane.failures, random(), longestMs), waitMs * (1 + 0.2 * random()));
    lane.failures += 1;
    return ms;
  }

  /** What one stream finds out, that the city is there again, holds for the others. */
  function arrived(lane: Lane): void {
    if (lane.away) {
      for (const other of lanes.values()) {
        if (other !== lane && other.away && other.timer !== null) arm(other, random() * 1000);
      }
    }
    lane.failures = 0;
    lane.away = false;
    lane.lastError = null;
  }

  async function stopLane(lane: Lane, from: number): Promise<null> {
    lane.stopped = true;
    lane.lastError = 'fork';
    await uplink.note(lane.dev, now(), 'city-fork', `${lane.stream} from ${from}`).catch(() => undefined);
    alarm(`the city's hub holds other bytes of ${lane.dev}, stream ${lane.stream}, from ${from}: it is not passed on`);
    return null;
  }

  function wake(place: Place): void {
    const known = lanes.get(keyOf(place));
    const lane = known ?? newLane(place, openLane(place, road).step);
    if (known === undefined) lanes.set(keyOf(place), lane);
    if (lane.running !== null) lane.again = true;
    // One that waits after a failure goes on waiting: what landed is no sign that the city is back.
    else if (lane.timer === null) arm(lane, 0);
  }

  let sweptAt = 0;
  async function sweep(): Promise<void> {
    for (const place of await uplink.waiting()) wake(place);
    if (now() - sweptAt > 3_600_000) {
      sweptAt = now();
      await uplink.prune(now() - keepMs);
      // A city that was restored from a copy may have forgotten whom it was told of.
      roll.forget();
    }
    await roll.tellAll();
  }
  function look(): void {
    sweeping = sweeping.then(async () => {
      // The city or the database is away: in a minute again.
      if (!stopped) await sweep().catch(() => undefined);
    });
  }
  look();
  const sweeper = setInterval(look, sweepMs);

  return {
    wake,
    ways: () =>
      [...lanes.values()].map(({ dev, stream, running, timer, failures, stopped: halted, lastError }) => ({
        dev,
        stream,
        busy: running !== null,
        armed: timer !== null,
        failures,
        stopped: halted,
        lastError,
      })),
    async stop() {
      stopped = true;
      clearInterval(sweeper);
      for (const { timer } of lanes.values()) if (timer !== null) clearTimeout(timer);
      await Promise.all([sweeping, ...[...lanes.values()].map(({ running }) => running)]);
    },
  };
}

const keyOf = ({ dev, stream }: Place): string => `${dev} ${stream}`;

function newLane({ dev, stream }: Place, step: Lane['step']): Lane {
  const rest = { timer: null, running: null, failures: 0, away: false, again: false, stopped: false, lastError: null };
  return { dev, stream, step, ...rest };
}
