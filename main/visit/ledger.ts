import type { TerminalStore } from '../../db/terminal/store.ts';
import type { Fact, FactBody } from '../../shared/facts/facts.ts';
import { visitProgress } from '../../shared/visit/progress.ts';
import type { VisitLedger } from './visit-runner.ts';

/**
 * Facts go to the journal, the open visit's progress to its side table. A fact that closes a visit removes the progress
 * in the same transaction: after any power cut there is exactly one of the two.
 */
export function openLedger(store: TerminalStore): VisitLedger {
  return {
    async record(fact: Fact, closes: string | null) {
      await store.journal.record(
        fact.kind,
        fact.body,
        closes === null ? undefined : (trx) => store.progress.clear(trx),
      );
    },
    async keepProgress(progress) {
      await store.progress.save(progress);
    },
  };
}

/** Closes the visit that a power cut or a kill left open, as `interrupted`. True when there was one. */
export async function closeInterruptedVisit(store: TerminalStore): Promise<boolean> {
  const left = await store.progress.read();
  if (left === null) return false;
  const parsed = visitProgress.safeParse(left);
  if (!parsed.success) throw new Error('the progress of an open visit cannot be read');
  const { visit, openedAt, savedAt, language, service, steps, difficulties, helpCalls } = parsed.data;
  const body: FactBody<'visit.closed'> = {
    visit,
    ending: 'interrupted',
    language,
    seconds: Math.min(Math.max(0, Math.round((savedAt - openedAt) / 1000)), 86_400),
    service,
    steps,
    difficulties,
    helpCalls,
  };
  await store.journal.record('visit.closed', body, (trx) => store.progress.clear(trx));
  return true;
}
