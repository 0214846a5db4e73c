import { z } from 'zod';
import { languageTag, walkedStep } from '../facts/facts.ts';
import type { VisitState } from './visit-state.ts';

/**
 * What is kept on disk of an open visit, so that a power cut ends as one `visit.closed` with `interrupted`. The same
 * things that fact may hold and nothing else: no search, no papers, no choice.
 */
export const visitProgress = z.strictObject({
  visit: z.uuid(),
  /** Wall clock, ms. */
  openedAt: z.number(),
  savedAt: z.number(),
  language: languageTag,
  service: z.string().nullable(),
  steps: z.array(walkedStep),
  difficulties: z.number().int(),
  helpCalls: z.number().int(),
});
export type VisitProgress = z.infer<typeof visitProgress>;

/** The part of an open visit that may touch a disk; null when nobody is here. `now`: wall clock, ms. */
export function progressOf(state: VisitState, now: number): VisitProgress | null {
  if (state.visit === null) return null;
  return {
    visit: state.visit,
    openedAt: state.openedAt,
    savedAt: now,
    language: state.language,
    service: state.service,
    steps: state.walked,
    difficulties: state.difficultiesReported,
    helpCalls: state.helpCalls,
  };
}
