import { findService } from '../catalogue/guide.ts';
import type { Catalogue } from '../catalogue/schema.ts';
import { today } from '../day.ts';
import { type Fee, feeOf } from '../fees/fee-of.ts';
import type { VisitEvent } from './events.ts';
import type { VisitState } from './visit-state.ts';

type Place = VisitState & { kiosk: { catalogue: Catalogue; now: () => number } };

/** The steps walked with the one that is shown. */
export function trailOf({ trail, step }: Pick<VisitState, 'trail' | 'step'>): string[] {
  return step === null ? [] : [...trail, step];
}

function feeHere(place: Place): Fee | null {
  const service = place.service === null ? undefined : findService(place.kiosk.catalogue, place.service);
  if (service === undefined) return null;
  const { catalogue, now } = place.kiosk;
  return feeOf({ service, catalogue, today: today(now()), answers: place.feeAnswers, trail: trailOf(place) });
}

/** True where a waiver decides what is due, so that there is something to ask. */
export function feeDependsOnAnswers(place: Place): boolean {
  return (feeHere(place)?.reason ?? null) !== null;
}

/** At a later question 'Back' leads to the one before it, and not out of the sheet. */
export function feeHasQuestionBehind(place: Place): boolean {
  return Object.keys(place.feeAnswers).length > 0 && (feeHere(place)?.asks ?? null) !== null;
}

/** Only what is asked just now is answered: a second finger on the same answer changes nothing. */
export function answerFee(place: Place, event: VisitEvent): Partial<VisitState> {
  if (event.type !== 'fee.answered' || feeHere(place)?.asks !== event.condition) return {};
  return { feeAnswers: { ...place.feeAnswers, [event.condition]: event.answer } };
}

/** As if the last answer had not been given. */
export function takeFeeAnswerBack({ feeAnswers }: VisitState): Partial<VisitState> {
  return { feeAnswers: Object.fromEntries(Object.entries(feeAnswers).slice(0, -1)) };
}
