import type { Place } from '../../db/hub/envelope.ts';
import type { Next, Uplink } from '../../db/hub/uplink.ts';
import { deviceRefusal } from '../../shared/sync/relay.ts';
import { type Have, type PushHeader, pushPath, wireVersion } from '../../shared/sync/wire.ts';
import { type Decision, decide } from '../../wire/answer.ts';
import { outcomeOf, type PushOutcome, reasonOf } from '../../wire/outcome.ts';
import { pushBody } from '../../wire/push-body.ts';
import type { CityLine } from './city-line.ts';
import type { Roll } from './roll.ts';

/** What came of one step of a stream. `away`: it was the way there or the city that failed, not this stream. */
export type Step =
  | { came: 'all there' }
  | { came: 'moved' }
  | { came: 'to be tried at once'; why: string }
  | { came: 'nothing'; why: string; waitMs: number; away: boolean }
  /** The city holds other bytes: nothing more of this stream is sent. */
  | { came: 'fork'; from: number };

/** What a lane needs of the hub, and its way to the city. */
export interface Road {
  uplink: Uplink;
  roll: Roll;
  line: CityLine;
  now: () => number;
}

/** A city that does not want this is asked again only so often, ms: a person has to do something. */
const refusedMs = 15 * 60_000;
/** The same push running out of time so often is sent in parts. */
const timeoutsBeforeParts = 3;

/** One stream's way to the city, a push at a time. */
export function openLane(place: Place, { uplink, roll, line, now }: Road): { step: () => Promise<Step> } {
  /** When a push cannot go as it came, it is rebuilt with so many records at most. */
  let most: number | null = null;
  let timeouts = 0;
  let strange = 0;

  const nothing = (why: string, { waitMs = 0, away = false } = {}): Step => ({ came: 'nothing', why, waitMs, away });

  async function step(): Promise<Step> {
    const next = await uplink.next(place, most);
    if (next === null) return { came: 'all there' };
    try {
      const told = await roll.tell(place.dev);
      if (told === 'name') return nothing('name', { waitMs: refusedMs });
      if (told === 'no word') return nothing('the city did not take the device', { away: true });
    } catch (error) {
      return nothing(reasonOf(error), { away: true });
    }
    const outcome = await outcomeOf(async () => await send(next), now);
    const word = wordIn(outcome);
    if (word === 'device') return strangers(next);
    if (word !== null) return nothing(word, { waitMs: refusedMs });
    const decision = decide(outcome, { ...place, hubKey: line.cityKey }, now());
    if (decision.next === 'acknowledge' || decision.next === 'rewind') return await heed(decision, next);
    if (decision.next === 'fork') return { came: 'fork', from: next.from };
    if (decision.next === 'wait') return nothing(decision.why, { waitMs: decision.ms });
    return smaller(decision, next, outcome);
  }

  async function send(next: Next) {
    const headers = { 'Content-Type': 'application/x-ndjson', 'Content-Encoding': 'gzip' };
    if (next.kind === 'rebuilt') return await line.post({ path: pushPath, headers, body: await rebuiltBody(next) });
    const { pathname, search } = new URL(next.envelope.url);
    return await line.post({ path: pathname + search, headers, body: next.envelope.body, original: next.envelope });
  }

  async function rebuiltBody({ from, upto, previous, tip, lines, clockOffset }: Extract<Next, { kind: 'rebuilt' }>) {
    const header: PushHeader = {
      p: wireVersion,
      dev: place.dev,
      s: place.stream,
      from,
      n: upto - from + 1,
      prev: previous.toString('hex'),
      tip: tip.toString('hex'),
      acked: await uplink.cityUpto(place),
      q: { pend: 0 },
      clk: clockOffset === null ? null : { off: clockOffset, unc: 0 },
      app: '',
    };
    return await pushBody(header, lines);
  }

  /** The city was told of the device and still does not know who signed: once more told, then the relay's own word. */
  function strangers(next: Next): Step {
    strange += 1;
    roll.forget(place.dev);
    if (strange === 1) return { came: 'to be tried at once', why: 'device' };
    if (next.kind === 'rebuilt') return nothing('device', { waitMs: refusedMs });
    most = next.upto - next.from + 1;
    return { came: 'to be tried at once', why: 'signature' };
  }

  /** The city's word on what it has of this stream, there or back. */
  async function heed({ next: said, have }: Extract<Decision, { have: Have }>, next: Next): Promise<Step> {
    const ours = have.upto === 0 ? null : await uplink.hashAt(place, have.upto);
    if (ours?.equals(Buffer.from(have.tip, 'hex')) === false) return { came: 'fork', from: have.upto };
    await uplink.cityHas(place, have.upto, now());
    if (said !== 'acknowledge') return { came: 'to be tried at once', why: 'gap' };
    // An answer of old, come again: true, but not about this push.
    if (have.upto < next.upto && have.upto < next.from) return nothing('no progress');
    most = null;
    timeouts = 0;
    strange = 0;
    return { came: 'moved' };
  }

  /** A push that is too much for the way there, or for the city, goes in parts; its device's signature is lost with that. */
  function smaller(
    decision: Extract<Decision, { next: 'retry' | 'divide' }>,
    { from, upto, ...next }: Next,
    outcome: PushOutcome,
  ): Step {
    const count = next.kind === 'rebuilt' ? next.lines.length : upto - from + 1;
    const half = Math.max(1, Math.floor(count / 2));
    if (decision.next === 'divide') {
      if (count === 1 && next.kind === 'rebuilt') return nothing(`${decision.why}: ${decision.word}`);
      most = half;
      return { came: 'to be tried at once', why: decision.why };
    }
    timeouts = decision.smaller ? timeouts + 1 : 0;
    if (timeouts >= timeoutsBeforeParts) {
      most = half;
      timeouts = 0;
    }
    return nothing(decision.why, { away: outcome.got !== 'answer' });
  }

  return { step };
}

/** The city's word on the device whose facts these are; null: it says none. */
function wordIn(outcome: PushOutcome): 'device' | 'device-revoked' | 'name' | null {
  if (outcome.got !== 'answer' || (outcome.status !== 401 && outcome.status !== 403)) return null;
  try {
    const word = deviceRefusal.safeParse(JSON.parse(outcome.body));
    return word.success ? word.data.error : null;
  } catch {
    return null;
  }
}
