import { findService, follow } from '../catalogue/guide.ts';
import type { Catalogue, Service } from '../catalogue/schema.ts';
import { type FactBody, mostCounted, mostSteps, type VisitEnding } from '../facts/facts.ts';
import type { VisitEvent } from './events.ts';
import { otherDifficulty } from './other-difficulty.ts';
import type { VisitState } from './visit-state.ts';

type Place = VisitState & { kiosk: { catalogue: Catalogue; now: () => number } };
type Destination = { kind: 'step' | 'ending'; id: string };

/** Longest time on one step that is told, seconds: beyond it nobody was reading. Facts refuse more than a day. */
const longestStepSeconds = 86_400;

function serviceOf(place: Place): Service | undefined {
  return place.service === null ? undefined : findService(place.kiosk.catalogue, place.service);
}

/** Where 'next' or a choice leads from the present step; null when it leads nowhere. */
export function destination(place: Place, event: VisitEvent): Destination | null {
  const service = serviceOf(place);
  if (service === undefined || place.step === null) return null;
  if (event.type !== 'next' && event.type !== 'choice.chosen') return null;
  const goes = follow(service, place.step, event.type === 'choice.chosen' ? event.choice : undefined);
  if (goes === null) return null;
  return 'step' in goes ? { kind: 'step', id: goes.step } : { kind: 'ending', id: goes.ending };
}

/** With the step that is being left; a visit beyond all measure tells its first steps and its last. */
function walked(place: VisitState, exit: 'next' | 'back' | 'end', now: number): VisitState['walked'] {
  if (place.step === null) return place.walked;
  const seconds = Math.min(Math.max(0, Math.round((now - place.stepSince) / 1000)), longestStepSeconds);
  return [...place.walked.slice(0, mostSteps - 1), { step: place.step, seconds, exit }];
}

/** One step on with the present one noted; it can be gone back to. */
export function walkOn(place: VisitState, to: string, now: number, exit: 'next' | 'back' = 'next'): VisitState {
  const trail = place.step === null ? place.trail : [...place.trail, place.step];
  return { ...place, walked: walked(place, exit, now), stepSince: now, step: to, trail };
}

/** One more of something a visit counts. */
export function oneMore(count: number): number {
  return Math.min(count + 1, mostCounted);
}

/** The first step of the chosen service. */
export function enterGuide(place: Place, now: number): Partial<VisitState> {
  const service = serviceOf(place);
  return service === undefined ? {} : { step: service.guide.start, stepSince: now, trail: [], ending: null };
}

/** One step on, or to the ending; the step left behind is noted and can be gone back to. */
export function goOn(place: Place, event: VisitEvent, now: number): Partial<VisitState> {
  const to = destination(place, event);
  if (to === null || place.step === null) return {};
  const { walked: noted, trail, stepSince } = walkOn(place, to.id, now);
  const left = { walked: noted, stepSince, offered: null };
  return to.kind === 'ending' ? { ...left, ending: to.id } : { ...left, step: to.id, trail };
}

export function goBack(place: Place, now: number): Partial<VisitState> {
  const previous = place.trail.at(-1);
  if (previous === undefined) return {};
  return {
    walked: walked(place, 'back', now),
    step: previous,
    stepSince: now,
    trail: place.trail.slice(0, -1),
    offered: null,
  };
}

/** Out of the guide, back to the papers. */
export function leaveGuide(place: Place, exit: 'back' | 'end', now: number): Partial<VisitState> {
  return { walked: walked(place, exit, now), step: null, trail: [] };
}

/** The portal takes every filing; VNeID those of some services. */
export function isWayOfService(place: Place, event: VisitEvent): boolean {
  if (event.type !== 'filing-way.chosen') return false;
  return event.filingWay === 'portal' || serviceOf(place)?.inVneid === true;
}

/** Whoever files in VNeID is done with the portal's page, and with what was said about it. */
export function chooseFilingWay(event: VisitEvent): Partial<VisitState> {
  if (event.type !== 'filing-way.chosen') return {};
  const { filingWay } = event;
  return { filingWay, offered: null, ...(filingWay === 'vneid' ? { portal: 'closed', noticed: null } : {}) };
}

/** True while a step of the guide is done on the resident's own phone: nobody looks at the glass meanwhile. */
export function isOnPhone({ filingWay, step, ending }: VisitState): boolean {
  return filingWay === 'vneid' && step !== null && ending === null;
}

export function togglePaper(place: Place, event: VisitEvent): Partial<VisitState> {
  if (event.type !== 'paper.toggled') return {};
  const papers = serviceOf(place)?.facts.filter((fact) => fact.topic === 'paper') ?? [];
  if (!papers.some((paper) => paper.id === event.paper)) return {};
  const ready = place.papersReady.includes(event.paper)
    ? place.papersReady.filter((paper) => paper !== event.paper)
    : [...place.papersReady, event.paper];
  return { papersReady: ready };
}

export function isKnownDifficulty(place: Place, event: VisitEvent): boolean {
  if (event.type !== 'difficulty.chosen') return false;
  if (event.difficulty === otherDifficulty) return true;
  return place.kiosk.catalogue.difficulties.some((known) => known.id === event.difficulty);
}

/** The fact that somebody asked to be visited at home; null at other endings, and when it was told already. */
export function homeVisitAsked(
  place: Place,
): { kind: 'homevisit.requested'; body: FactBody<'homevisit.requested'> } | null {
  const kind = serviceOf(place)?.guide.endings.find(({ id }) => id === place.ending)?.kind;
  if (kind !== 'home-visit' || place.homeVisitAsked || place.visit === null || place.service === null) return null;
  return { kind: 'homevisit.requested', body: { visit: place.visit, service: place.service } };
}

/** The fact that an open call is over; null when there is none. */
export function helpClosed(
  place: Place,
  how: FactBody<'help.closed'>['how'],
): { kind: 'help.closed'; body: FactBody<'help.closed'> } | null {
  if (place.visit === null || place.help === null) return null;
  const seconds = Math.max(0, Math.round((place.kiosk.now() - place.help.since) / 1000));
  return { kind: 'help.closed', body: { visit: place.visit, call: place.help.call, how, seconds } };
}

/** The one fact a visit becomes; null when nobody was here. Whoever leaves from an ending has completed the guide. */
export function visitClosed(
  place: Place,
  ending: VisitEnding,
): { kind: 'visit.closed'; body: FactBody<'visit.closed'> } | null {
  if (place.visit === null) return null;
  const now = place.kiosk.now();
  return {
    kind: 'visit.closed',
    body: {
      visit: place.visit,
      ending: place.ending !== null && (ending === 'ended' || ending === 'idle') ? 'completed' : ending,
      language: place.language,
      seconds: Math.min(Math.max(0, Math.round((now - place.openedAt) / 1000)), longestStepSeconds),
      service: place.service,
      steps: place.ending === null ? walked(place, 'end', now) : place.walked,
      difficulties: place.difficultiesReported,
      helpCalls: place.helpCalls,
    },
  };
}
