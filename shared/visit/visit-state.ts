import type { PortalTrouble } from '../catalogue/portal-schema.ts';
import type { Topic } from '../catalogue/topics.ts';
import type { OfferReason, WalkedStep } from '../facts/facts.ts';
import type { FeeAnswers } from '../fees/fee-of.ts';

/** A language by its tag; which ones there are is the content's to say. */
export type Language = string;
export const textSizes = ['M', 'L', 'XL'] as const;
export type TextSize = (typeof textSizes)[number];
export const themes = ['light', 'black-on-white', 'yellow-on-black'] as const;
export type Theme = (typeof themes)[number];

/** The portal beside the guide: not open, sharing the glass with it, or taking all of it. */
export type PortalPlace = 'closed' | 'split' | 'whole';

/** Where the resident files: on the portal, or in the VNeID app on a phone of their own, which the kiosk never sees. */
export const filingWays = ['portal', 'vneid'] as const;
export type FilingWay = (typeof filingWays)[number];

export type WordsState = 'off' | 'offered' | 'taken';

/** A call for an officer that is still open. `since`: the visit clock, ms. */
export interface HelpCall {
  call: string;
  since: number;
}

/**
 * Everything the kiosk knows because of the person in front of it: the wipe list. `freshVisit()` is the only way to
 * forget, and it forgets all of it; a test walks a visit that changes every field and fails when a field was not
 * changed by the walk or is not fresh after the end.
 */
export interface VisitState {
  /** Random, made at the first touch; null while nobody is here. */
  visit: string | null;
  openedAt: number;
  language: Language;
  textSize: TextSize;
  theme: Theme;
  /** What was typed into the search. Memory only. */
  search: string;
  /** What it is about, in one word; the situations of that are shown. */
  topic: Topic | null;
  service: string | null;
  /** Papers the resident says are at hand. Memory only. */
  papersReady: string[];
  /**
   * What the resident says about a waiver of fees. Kept from one service to the next, for it is the same person; memory only:
   * no fact, no progress and no log has a place for it, and a slip knows the sums alone.
   */
  feeAnswers: FeeAnswers;
  step: string | null;
  stepSince: number;
  /** Steps behind the resident, for 'Back'. */
  trail: string[];
  walked: WalkedStep[];
  ending: string | null;
  filingWay: FilingWay;
  /** Once opened, the portal's session lives until the visit ends or the resident closes it. */
  portal: PortalPlace;
  /** What the kiosk noticed about the portal and now says. */
  noticed: PortalTrouble | null;
  /** Troubles that are counted already: each once a visit. */
  troublesCounted: PortalTrouble[];
  /** Why help is offered unasked; null while it is not. */
  offered: OfferReason | null;
  difficulty: string | null;
  /** Whether the resident may say more about a difficulty that no code fits, or has. What is written is not kept here. */
  words: WordsState;
  difficultiesReported: number;
  help: HelpCall | null;
  helpCalls: number;
  /** A visit at home was asked for: told once, however often one goes back and forth. */
  homeVisitAsked: boolean;
  /** Syllables on the screen, for the idle limit. */
  syllables: number;
  /** The visit that the thank-you screen may still rate. */
  rateable: string | null;
  rating: number | null;
}

/** The state of a kiosk in front of which nobody stands. */
export function freshVisit(): VisitState {
  return {
    visit: null,
    openedAt: 0,
    language: 'vi',
    textSize: 'M',
    theme: 'light',
    search: '',
    topic: null,
    service: null,
    papersReady: [],
    feeAnswers: {},
    step: null,
    stepSince: 0,
    trail: [],
    walked: [],
    ending: null,
    filingWay: 'portal',
    portal: 'closed',
    noticed: null,
    troublesCounted: [],
    offered: null,
    difficulty: null,
    words: 'off',
    difficultiesReported: 0,
    help: null,
    helpCalls: 0,
    homeVisitAsked: false,
    syllables: 0,
    rateable: null,
    rating: null,
  };
}

/** After the wipe the farewell is still readable: the way it is shown stays, and which visit a rating belongs to. */
export function wipedForFarewell(state: VisitState): VisitState {
  const { language, textSize, theme, visit } = state;
  return { ...freshVisit(), language, textSize, theme, rateable: visit };
}
