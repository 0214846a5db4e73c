import type { SnapshotFrom } from 'xstate';
import type { visitMachine } from './machine.ts';
import type { Screen, Sheet, VisitView } from './view.ts';
import { freshVisit } from './visit-state.ts';

const firstScreens: Screen[] = ['attract', 'language', 'farewell'];

/** What a screen may know of a visit. `revision` is counted by the caller. */
export function viewOf(snapshot: SnapshotFrom<typeof visitMachine>, revision: number): VisitView {
  const { context, value } = snapshot;
  const screen: Screen = value.journey;
  const sheet: Sheet = value.settings === 'none' ? value.sheet : value.settings;
  return {
    revision,
    visit: context.visit,
    screen,
    sheet,
    language: context.language,
    textSize: context.textSize,
    theme: context.theme,
    search: context.search,
    topic: context.topic,
    service: context.service,
    papersReady: context.papersReady,
    feeAnswers: context.feeAnswers,
    step: context.step,
    trail: context.trail,
    ending: context.ending,
    filingWay: context.filingWay,
    portal: context.portal,
    noticed: context.noticed,
    offered: context.offered,
    difficulty: context.difficulty,
    words: context.words,
    helpComing: context.help !== null,
    canGoBack: sheet !== 'none' || !firstScreens.includes(screen),
    idleSecondsLeft: context.idleSecondsLeft,
    rating: context.rating,
  };
}

/** The view of a visit that has just begun: what examples and pictures start from. */
export function firstView(visit: string): VisitView {
  const { language, textSize, theme, search, topic, service, papersReady, step, ending } = freshVisit();
  const { filingWay, portal, noticed, offered, difficulty, words, rating } = freshVisit();
  const { feeAnswers, trail } = freshVisit();
  return {
    feeAnswers,
    trail,
    visit,
    language,
    textSize,
    theme,
    search,
    topic,
    service,
    papersReady,
    step,
    ending,
    filingWay,
    portal,
    noticed,
    offered,
    difficulty,
    words,
    rating,
    revision: 1,
    screen: 'attract',
    sheet: 'none',
    helpComing: false,
    canGoBack: false,
    idleSecondsLeft: null,
  };
}

/** Two views of which a press on one is still meant on the other. */
export function samePlace(one: VisitView, other: VisitView): boolean {
  return (
    one.visit === other.visit &&
    one.screen === other.screen &&
    one.sheet === other.sheet &&
    one.step === other.step &&
    one.filingWay === other.filingWay &&
    one.portal === other.portal &&
    one.noticed === other.noticed &&
    one.offered === other.offered &&
    JSON.stringify(one.feeAnswers) === JSON.stringify(other.feeAnswers) &&
    (one.idleSecondsLeft === null) === (other.idleSecondsLeft === null)
  );
}
