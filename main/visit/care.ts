import type { VisitRunner } from './visit-runner.ts';

/** Twice the time half of all residents need for a step, as long as no hall's own figures are known, ms. */
const longMs = 2 * 120_000;
const backs = { count: 3, withinMs: 60_000 };

/** Offers help unasked where somebody stays very long at one step, or goes back three times in a minute (K-51). */
export function watchForTrouble(visits: VisitRunner): void {
  let here: string | null = null;
  let long: ReturnType<typeof setTimeout> | undefined;
  let wentBack: number[] = [];
  visits.onView(({ visit, step }) => {
    const now = visit === null || step === null ? null : `${visit} ${step}`;
    if (now === here) return;
    here = now;
    clearTimeout(long);
    if (visit === null) wentBack = [];
    if (now === null) return;
    long = setTimeout(() => visits.notice({ type: 'help.offered', why: 'long' }), longMs);
    long.unref();
  });
  visits.onBack(() => {
    const now = performance.now();
    wentBack = [...wentBack.filter((time) => now - time < backs.withinMs), now];
    if (wentBack.length < backs.count) return;
    wentBack = [];
    visits.notice({ type: 'help.offered', why: 'backs' });
  });
}
