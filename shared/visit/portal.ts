import { findService, findStep } from '../catalogue/guide.ts';
import type { PortalTrouble } from '../catalogue/portal-schema.ts';
import type { Catalogue, Service } from '../catalogue/schema.ts';
import { type Stage, stages } from '../catalogue/statement.ts';
import type { Fact } from '../facts/facts.ts';
import type { PortalEvent } from './events.ts';
import { oneMore, walkOn } from './transitions.ts';
import type { VisitState } from './visit-state.ts';

type Place = VisitState & { kiosk: { catalogue: Catalogue } };
type Moved = Extract<PortalEvent, { type: 'portal.moved' }>;

const rank = (stage: Stage): number => stages.indexOf(stage);

/**
 * The guide goes where the portal's page is: forward over steps that have one way on, as far as a question that only the
 * resident can answer; back to a step that was walked. It stays when its own stage stands on the page, unless the resident
 * is at a later box there.
 */
export function followPortal(place: Place, { stages: shown, at }: Moved, now: number): Partial<VisitState> {
  const service = place.service === null ? undefined : findService(place.kiosk.catalogue, place.service);
  const step = service === undefined ? undefined : findStep(service, place.step ?? '');
  if (service === undefined || step === undefined) return {};
  const here = rank(step.stage);
  if (at !== null && rank(at) > here) return goForward(place, service, at, now);
  const [first] = shown;
  if (first === undefined || shown.includes(step.stage)) return {};
  // One may look at older filings at any time; only whoever has sent one has come to the end with it.
  if (first === 'track' && here < rank('submit')) return {};
  if (shown.every((stage) => rank(stage) > here)) return goForward(place, service, first, now);
  if (shown.every((stage) => rank(stage) < here)) return goBackTo(place, service, shown, now);
  return {};
}

function goForward(place: Place, service: Service, target: Stage, now: number): Partial<VisitState> {
  let state: VisitState = place;
  for (;;) {
    const step = findStep(service, state.step ?? '');
    if (step?.next === undefined || !('step' in step.next)) break;
    const next = findStep(service, step.next.step);
    if (next === undefined || step.stage === target || rank(next.stage) > rank(target)) break;
    state = walkOn(state, next.id, now);
  }
  return state === place ? {} : placeOf(state);
}

function goBackTo(place: Place, service: Service, shown: Stage[], now: number): Partial<VisitState> {
  const behind = place.trail.findLastIndex((id) => shown.includes(findStep(service, id)?.stage ?? 'show'));
  const back = place.trail[behind];
  if (back === undefined) return {};
  const { walked, stepSince } = walkOn(place, back, now, 'back');
  return { walked, stepSince, step: back, trail: place.trail.slice(0, behind), offered: null };
}

const placeOf = ({ walked, step, stepSince, trail }: VisitState): Partial<VisitState> => ({
  walked,
  step,
  stepSince,
  trail,
  offered: null,
});

/** Shows a trouble, and counts it as a difficulty when it is the first of its kind in this visit. */
export function troubleNoted(
  place: Place,
  trouble: PortalTrouble,
): Partial<VisitState> & { fact: Extract<Fact, { kind: 'difficulty.reported' }> | null } {
  const difficulty = place.kiosk.catalogue.troubles[trouble];
  if (place.visit === null || difficulty === undefined || place.troublesCounted.includes(trouble)) {
    return { noticed: trouble, fact: null };
  }
  const { visit, service, step } = place;
  return {
    noticed: trouble,
    troublesCounted: [...place.troublesCounted, trouble],
    difficultiesReported: oneMore(place.difficultiesReported),
    fact: { kind: 'difficulty.reported', body: { visit, difficulty, service, step, by: 'kiosk' } },
  };
}

/** The difficulty whose help belongs to what was noticed. */
export function difficultyOfTrouble({ noticed, kiosk }: Place): string | null {
  return noticed === null ? null : (kiosk.catalogue.troubles[noticed] ?? null);
}
