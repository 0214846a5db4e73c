import type { PortalTrouble } from '../catalogue/portal-schema.ts';
import type { Topic } from '../catalogue/topics.ts';
import type { OfferReason } from '../facts/facts.ts';
import type { FeeAnswers } from '../fees/fee-of.ts';
import type { FilingWay, Language, PortalPlace, TextSize, Theme, WordsState } from './visit-state.ts';

export type Screen =
  | 'attract'
  | 'language'
  | 'choose'
  | 'situations'
  | 'search'
  | 'facts'
  | 'papers'
  | 'step'
  | 'ending'
  | 'farewell';

/** A sheet lies over the screen and goes away again without losing one's place. */
export type Sheet =
  | 'none'
  | 'display'
  | 'languages'
  | 'elsewhere'
  | 'fee'
  | 'slip'
  | 'tools'
  | 'card'
  | 'photos'
  | 'difficulties'
  | 'more-difficulties'
  | 'difficulty'
  | 'words'
  | 'help';

/**
 * The snapshot that a screen shows: ids only, the words are in the content. A plain object, it crosses IPC.
 */
export interface VisitView {
  /** Grows whenever another screen, step or sheet is shown; a press on an older one is a race and is ignored. */
  revision: number;
  /** Changes with every visit: the screen forgets all its own state with it. */
  visit: string | null;
  screen: Screen;
  sheet: Sheet;
  language: Language;
  textSize: TextSize;
  theme: Theme;
  search: string;
  topic: Topic | null;
  service: string | null;
  papersReady: string[];
  feeAnswers: FeeAnswers;
  step: string | null;
  /** Steps behind it: which way was taken decides what it costs. */
  trail: string[];
  ending: string | null;
  filingWay: FilingWay;
  portal: PortalPlace;
  noticed: PortalTrouble | null;
  offered: OfferReason | null;
  difficulty: string | null;
  words: WordsState;
  /** True while a called officer has not come yet. */
  helpComing: boolean;
  /** False on the first screens, where 'Back' leads nowhere. */
  canGoBack: boolean;
  /** Seconds until the wipe; null while nothing is wrong. */
  idleSecondsLeft: number | null;
  rating: number | null;
}
