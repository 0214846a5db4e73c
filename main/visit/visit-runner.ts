import { createActor } from 'xstate';
import type { Catalogue } from '../../shared/catalogue/schema.ts';
import type { Fact } from '../../shared/facts/facts.ts';
import type { PaintedScreen, SentEvent } from '../../shared/ipc/bridge.ts';
import type { KioskEvent, ResidentEvent } from '../../shared/visit/events.ts';
import type { IdleLimits } from '../../shared/visit/limits.ts';
import { visitMachine } from '../../shared/visit/machine.ts';
import { progressOf, type VisitProgress } from '../../shared/visit/progress.ts';
import type { VisitView } from '../../shared/visit/view.ts';
import { samePlace, viewOf } from '../../shared/visit/view-of.ts';
import type { Language } from '../../shared/visit/visit-state.ts';

export interface VisitRunner {
  view(): VisitView;
  /** A press; one that was meant for another screen is a race and is ignored. */
  send(sent: SentEvent): void;
  painted(painted: PaintedScreen): void;
  /** What the kiosk itself notices, and what a resident does on the portal's page instead of on ours. */
  notice(event: KioskEvent | Extract<ResidentEvent, { type: 'touched' | 'photos.opened' | 'back' }>): void;
  /** The page is gone: whoever stood there is forgotten. */
  screenLost(): void;
  onView(listener: (view: VisitView) => void): void;
  /** Whenever a resident goes back. */
  onBack(listener: () => void): void;
}

/** Where facts and progress of visits go. Calls come one after another, never two at a time. */
export interface VisitLedger {
  record(fact: Fact, closes: string | null): Promise<void>;
  keepProgress(progress: VisitProgress): Promise<void>;
}

/** Events that mean the same wherever they were pressed, so a stale view does not matter. */
const meantAnywhere = new Set<ResidentEvent['type']>(['ended', 'touched', 'stayed', 'search.typed']);

/** Runs the visit machine, hands views to the screen and facts to the ledger in the order they happened. */
export function runVisits({
  catalogue,
  languages,
  limits,
  ledger,
  now,
  newId,
  takesWords,
  onBroken,
}: {
  catalogue: Catalogue;
  languages: Language[];
  limits: IdleLimits;
  ledger: VisitLedger;
  now: () => number;
  newId: () => string;
  /** True when what a resident writes can be sealed now. */
  takesWords: () => boolean;
  /** A fact or its progress could not be kept: the kiosk must not go on as if it had been. */
  onBroken: (error: unknown) => void;
}): VisitRunner {
  const actor = createActor(visitMachine, { input: { catalogue, languages, limits, now, newId, takesWords } });
  const listeners: ((view: VisitView) => void)[] = [];
  const backListeners: (() => void)[] = [];
  let view = viewOf(actor.getSnapshot(), 1);
  let kept = '';
  let line: Promise<void> = Promise.resolve();
  const inLine = (work: () => Promise<void>): void => {
    line = line.then(work).catch(onBroken);
  };

  actor.on('fact', ({ fact, closes }) => inLine(() => ledger.record(fact, closes)));
  actor.subscribe((snapshot) => {
    const next = viewOf(snapshot, view.revision);
    if (!samePlace(view, next)) next.revision += 1;
    const changed = JSON.stringify(next) !== JSON.stringify(view);
    view = next;
    if (changed) for (const listener of listeners) listener(view);
    keep(progressOf(snapshot.context, now()));
  });
  actor.start();

  function keep(progress: VisitProgress | null): void {
    if (progress === null) {
      kept = '';
      return;
    }
    const worth = JSON.stringify({ ...progress, savedAt: 0 });
    if (worth === kept) return;
    kept = worth;
    inLine(() => ledger.keepProgress(progress));
  }

  const tell = (event: ResidentEvent | KioskEvent): void => actor.send(event);
  return {
    view: () => view,
    send({ seen, event }) {
      if (seen !== view.revision && !meantAnywhere.has(event.type)) return;
      tell(event);
      if (event.type === 'back') for (const listener of backListeners) listener();
    },
    painted({ revision, syllables }) {
      if (revision === view.revision) tell({ type: 'painted', syllables });
    },
    notice: tell,
    screenLost: () => tell({ type: 'screen.lost' }),
    onBack: (listener) => {
      backListeners.push(listener);
    },
    onView: (listener) => {
      listeners.push(listener);
    },
  };
}
