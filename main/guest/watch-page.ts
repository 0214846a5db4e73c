import { z } from 'zod';
import { findService, findStep } from '../../shared/catalogue/guide.ts';
import type { PortalProfile, PortalTrouble } from '../../shared/catalogue/portal-schema.ts';
import type { Catalogue } from '../../shared/catalogue/schema.ts';
import { type Stage, stages as stageOrder } from '../../shared/catalogue/statement.ts';
import type { ScreenWords } from '../../shared/catalogue/words-schema.ts';
import type { PortalFace } from '../../shared/portal/face.ts';
import { type Observation, observation } from '../../shared/portal/observation.ts';
import type { VisitView } from '../../shared/visit/view.ts';
import type { Log } from '../log.ts';

/** Where the screens' words have what stands beside an outlined box, and on the page that a telephone opens. */
const tips = 'companion';
const phone = 'phone';

/** The calls to the companion on a page, as code to be run in its world. */
export interface Companion {
  start(view: VisitView, outOfReach: number): string;
  guide(view: VisitView, outOfReach: number): string;
  observe(seen: number): string;
  select(before: number): string;
  cardBoxes(): string;
  enter(box: string, value: string): string;
  leave(): string;
  kept(box: string, value: string): string;
  scroll(screens: number): string;
  /** What the page for a telephone says, in the language of the visit. */
  phoneWords(view: VisitView): Record<string, string>;
  /** The stage of the step a visit is at. */
  stageOf(view: VisitView): Stage | null;
}

/** Words every call of the companion, with the profile and the words of the content. */
export function speakToCompanion(
  profile: PortalProfile,
  catalogue: Catalogue,
  screens: Record<string, ScreenWords>,
): Companion {
  const stageOf = ({ service, step }: VisitView): Stage | null => {
    const known = service === null ? undefined : findService(catalogue, service);
    return known === undefined || step === null ? null : (findStep(known, step)?.stage ?? null);
  };
  const place = (view: VisitView, outOfReach: number): string =>
    JSON.stringify({ stage: stageOf(view), step: view.step, tips: screens[view.language]?.[tips], outOfReach });
  return {
    stageOf,
    start: (view, outOfReach) => `tiepdan.start(${JSON.stringify(profile)}, ${place(view, outOfReach)})`,
    guide: (view, outOfReach) => `tiepdan.guide(${place(view, outOfReach)})`,
    observe: (seen) => `tiepdan.observe(${seen})`,
    cardBoxes: () => 'tiepdan.cardBoxes()',
    enter: (box, value) => `tiepdan.enter(${JSON.stringify(box)}, ${JSON.stringify(value)})`,
    leave: () => 'tiepdan.leave()',
    kept: (box, value) => `tiepdan.kept(${JSON.stringify(box)}, ${JSON.stringify(value)})`,
    select: (before) => `tiepdan.select(${before})`,
    phoneWords: ({ language }) => ({ language, ...z.record(z.string(), z.string()).parse(screens[language]?.[phone]) }),
    scroll: (screens_) => `tiepdan.scroll(${screens_})`,
  };
}

/** How long something must be missing, or a page be empty, before it counts: pages are built while one watches, ms. */
const missingMs = 6000;
const blankMs = 4000;
/** So many presses on nothing within this time, ms. */
const misses = { count: 3, withinMs: 20_000 };

/** Watches the page that is open until it is left: every look at it is one question that is answered when it changes. */
export function watchPage({
  companion,
  profile,
  ask,
  at,
  outOfReach,
  onMoved,
  onTrouble,
  onStuck,
  onTouched,
  onPrint,
  onDrift,
  onSeen,
  log,
}: {
  companion: Companion;
  profile: PortalProfile;
  ask: (code: string) => Promise<unknown>;
  at: () => VisitView;
  outOfReach: () => number;
  onMoved: (stages: Stage[], at: Stage | null) => void;
  onTrouble: (trouble: PortalTrouble) => void;
  onStuck: () => void;
  onTouched: () => void;
  onPrint: () => void;
  onDrift: (page: string | null, box: string | null) => void;
  onSeen: (seen: Pick<PortalFace, 'typing' | 'touches' | 'outlined' | 'known'>) => void;
  log: Log;
}): { stop(): void } {
  let stopped = false;
  let before: Observation | null = null;
  let missed: number[] = [];
  const due = new Map<string, ReturnType<typeof setTimeout>>();

  /** Does it when it has been so for that long without a break. */
  const whenLasting = (name: string, isSo: boolean, ms: number, act: () => void): void => {
    if (!isSo) {
      clearTimeout(due.get(name));
      due.delete(name);
    } else if (!due.has(name)) {
      due.set(name, setTimeout(act, ms));
    }
  };

  const notice = (now: Observation): void => {
    onSeen({ typing: now.typing, touches: now.touches, outlined: now.outlined, known: now.page !== null });
    if (now.touches > (before?.touches ?? 0)) onTouched();
    if (now.prints > (before?.prints ?? 0)) onPrint();
    if (now.misses > (before?.misses ?? 0)) {
      missed = [...missed.filter((time) => performance.now() - time < misses.withinMs), performance.now()];
      if (missed.length >= misses.count) {
        missed = [];
        onStuck();
      }
    }
    const moved = JSON.stringify([now.stages, now.at]) !== JSON.stringify([before?.stages, before?.at]);
    const wasPastLogIn = isPastLogIn(companion.stageOf(at()));
    // Where one is comes before what is wrong there.
    if (moved) onMoved(now.stages, now.at);
    if (now.page === 'log-in' && before?.page !== 'log-in' && wasPastLogIn) onTrouble('logged-out');
    for (const trouble of now.troubles) if (!before?.troubles.includes(trouble)) onTrouble(trouble);
    whenLasting('blank', now.blank, blankMs, () => onTrouble('blank'));
    whenLasting('unknown', now.page === null && !now.blank, missingMs, () => onDrift(null, null));
    for (const box of boxesOf(profile)) {
      const isMissing = now.missing.includes(box);
      whenLasting(`box ${box}`, isMissing, missingMs, () => onDrift(now.page, box));
    }
    before = now;
  };

  const watch = async (): Promise<void> => {
    await ask(companion.start(at(), outOfReach()));
    for (let seen = 0; !stopped; ) {
      const { success, data } = observation.safeParse(await ask(companion.observe(seen)));
      if (stopped) return;
      if (!success) {
        log.warn({}, 'the companion said something nobody understands; it is not asked any more');
        return;
      }
      seen = data.seen;
      notice(data);
    }
  };
  // A page that is left while it is watched answers no more; one that stays and does not is a fault of ours.
  watch().catch((error: unknown) => {
    if (!stopped) log.warn({ fault: error instanceof Error ? error.name : 'unknown' }, 'the companion stopped');
  });
  return {
    stop() {
      stopped = true;
      for (const timer of due.values()) clearTimeout(timer);
    },
  };
}

const boxesOf = ({ pages }: PortalProfile): string[] => [
  ...new Set(pages.flatMap(({ blocks }) => blocks.flatMap(({ boxes }) => boxes.map(({ id }) => id)))),
];

function isPastLogIn(stage: Stage | null): boolean {
  return (
    stage !== null &&
    stageOrder.indexOf(stage) > stageOrder.indexOf('find') &&
    stageOrder.indexOf(stage) <= stageOrder.indexOf('pay')
  );
}
