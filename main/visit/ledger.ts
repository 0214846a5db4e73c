import { diskTroubleOf } from '../../db/disk-trouble.ts';
import type { Freeze, FrozenFact } from '../../db/terminal/frozen.ts';
import type { TerminalStore } from '../../db/terminal/store.ts';
import type { Fact, FactBody } from '../../shared/facts/facts.ts';
import { type VisitProgress, visitProgress } from '../../shared/visit/progress.ts';
import type { Log } from '../log.ts';
import type { VisitLedger } from './visit-runner.ts';

/** Facts that wait in memory while the disk refuses them: some days of a kiosk. */
const mostWaiting = 1000;

/**
 * Facts on their way to the journal. As long as the database is not open, or its disk refuses, they wait in memory in
 * their order and with the time at which they happened, and visits go on: guidance is never refused for want of a disk.
 * What waits is not promised to anybody.
 */
export interface Ledger extends VisitLedger {
  /** The database is open: what waits goes there first. */
  open(store: TerminalStore): Promise<void>;
  /** How many facts wait in memory, and how many found no place there. */
  status(): { waiting: number; lost: number };
  /** Tries once more and stops; loud about what stays behind. */
  close(): Promise<void>;
}

export function openLedger({
  freeze,
  log,
  retryMs,
  onBroken,
}: {
  freeze: Freeze;
  log: Log;
  /** How soon a disk that refused is tried again, ms. */
  retryMs: number;
  /** A fact that waited could not be kept, and not for the disk's sake. */
  onBroken: (error: unknown) => void;
}): Ledger {
  let store: TerminalStore | null = null;
  const waiting: { fact: FrozenFact; closes: boolean }[] = [];
  let unsaved: VisitProgress | null = null;
  let lost = 0;
  let line: Promise<void> = Promise.resolve();
  let retry: NodeJS.Timeout | null = null;

  /** One at a time, each takes along all that waits. */
  async function drain(): Promise<void> {
    const next = line.catch(() => undefined).then(writeWaiting);
    line = next;
    await next;
  }

  async function writeWaiting(): Promise<void> {
    try {
      while (store !== null && (waiting.length > 0 || unsaved !== null)) await writeNext(store);
    } catch (error) {
      if (diskTroubleOf(error) === null) throw error;
      retry ??= setTimeout(() => {
        retry = null;
        drain().catch(onBroken);
      }, retryMs);
    }
  }

  /**
   * A fact that closes a visit removes its progress in the same transaction: after any power cut there is exactly one of
   * the two. Progress is saved behind the facts that came before it.
   */
  async function writeNext({ journal, progress }: TerminalStore): Promise<void> {
    const [next] = waiting;
    if (next !== undefined) {
      await journal.write(next.fact, next.closes ? (trx) => progress.clear(trx) : undefined);
      waiting.shift();
    } else if (unsaved !== null) {
      const saving = unsaved;
      await progress.save(saving);
      if (unsaved === saving) unsaved = null;
    }
  }

  return {
    async record(fact: Fact, closes: string | null) {
      const frozen = freeze(fact.kind, fact.body);
      if (closes !== null) unsaved = null;
      if (waiting.length < mostWaiting) {
        waiting.push({ fact: frozen, closes: closes !== null });
      } else {
        lost += 1;
        log.error({ lost }, 'a fact is lost: the disk has refused for so long that the memory for facts is full');
      }
      await drain();
    },
    async keepProgress(progress) {
      unsaved = progress;
      await drain();
    },
    async open(opened) {
      store = opened;
      await drain();
    },
    status: () => ({ waiting: waiting.length, lost }),
    async close() {
      await drain();
      if (retry !== null) clearTimeout(retry);
      if (waiting.length > 0) log.error({ facts: waiting.length }, 'facts are lost: the disk refused them to the end');
    },
  };
}

/** Closes the visit that a power cut or a kill left open, as `interrupted`. */
export async function closeInterruptedVisit(store: TerminalStore, log: Log): Promise<void> {
  const left = await store.progress.read();
  if (left === null) return;
  const parsed = visitProgress.safeParse(left);
  if (!parsed.success) {
    // One visit less is counted; a kiosk that rests for ever would be worse.
    log.error({}, 'the progress of an open visit cannot be read: it is forgotten');
    await store.journal.between(store.progress.clear);
    return;
  }
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
  log.warn({}, 'a visit was cut off; closed as interrupted');
}
