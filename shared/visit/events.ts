import { z } from 'zod';
import type { PortalTrouble } from '../catalogue/portal-schema.ts';
import type { Stage } from '../catalogue/statement.ts';
import { topics } from '../catalogue/topics.ts';
import { waiverConditions } from '../catalogue/waiver-schema.ts';
import { type FactBody, languageTag, type OfferReason } from '../facts/facts.ts';
import { feeAnswers } from '../fees/fee-of.ts';
import { filingWays, textSizes, themes } from './visit-state.ts';

const identifier = z.string().min(1).max(64);

/** What a resident can do, as the screen sends it. Parsed in main: the page is not trusted. */
export const residentEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('started') }),
  z.strictObject({ type: z.literal('language.chosen'), language: languageTag }),
  z.strictObject({ type: z.literal('languages.opened') }),
  z.strictObject({ type: z.literal('topic.chosen'), topic: z.enum(topics) }),
  z.strictObject({ type: z.literal('search.opened') }),
  z.strictObject({ type: z.literal('search.typed'), text: z.string().max(60) }),
  z.strictObject({ type: z.literal('service.chosen'), service: identifier }),
  z.strictObject({ type: z.literal('elsewhere.opened') }),
  z.strictObject({ type: z.literal('paper.toggled'), paper: identifier }),
  /** What this costs for oneself: asked for, one answer after another, and answered anew. */
  z.strictObject({ type: z.literal('fee.opened') }),
  z.strictObject({
    type: z.literal('fee.answered'),
    condition: z.enum(waiverConditions),
    answer: z.enum(feeAnswers),
  }),
  z.strictObject({ type: z.literal('fee.again') }),
  z.strictObject({ type: z.literal('next') }),
  z.strictObject({ type: z.literal('choice.chosen'), choice: identifier }),
  z.strictObject({ type: z.literal('back') }),
  z.strictObject({ type: z.literal('filing-way.chosen'), filingWay: z.enum(filingWays) }),
  z.strictObject({ type: z.literal('portal.opened') }),
  z.strictObject({ type: z.literal('portal.closed') }),
  z.strictObject({ type: z.literal('portal.sized'), whole: z.boolean() }),
  z.strictObject({ type: z.literal('tools.opened') }),
  z.strictObject({ type: z.literal('card.opened') }),
  z.strictObject({ type: z.literal('photos.opened') }),
  /** The answer to what the kiosk noticed: how to go on is asked for, or it is known. */
  z.strictObject({ type: z.literal('noticed.answered'), help: z.boolean() }),
  /** The answer to help that was offered unasked. */
  z.strictObject({ type: z.literal('offer.answered'), help: z.boolean() }),
  z.strictObject({ type: z.literal('difficulty.opened') }),
  z.strictObject({ type: z.literal('difficulty.more') }),
  z.strictObject({ type: z.literal('difficulty.chosen'), difficulty: identifier }),
  z.strictObject({ type: z.literal('difficulty.answered'), solved: z.boolean() }),
  /** To say more about a difficulty that no code fits. */
  z.strictObject({ type: z.literal('words.opened') }),
  z.strictObject({ type: z.literal('help.called') }),
  z.strictObject({ type: z.literal('help.closed'), how: z.enum(['met', 'cancelled']) }),
  z.strictObject({ type: z.literal('slip.opened') }),
  z.strictObject({ type: z.literal('display.opened') }),
  z.strictObject({ type: z.literal('text-size.chosen'), textSize: z.enum(textSizes) }),
  z.strictObject({ type: z.literal('theme.chosen'), theme: z.enum(themes) }),
  z.strictObject({ type: z.literal('rated'), rating: z.number().int().min(1).max(5) }),
  z.strictObject({ type: z.literal('left') }),
  z.strictObject({ type: z.literal('ended') }),
  z.strictObject({ type: z.literal('stayed') }),
  z.strictObject({ type: z.literal('touched') }),
]);
export type ResidentEvent = z.infer<typeof residentEvent>;

/** What is noticed of the portal: names and stages of our own catalogue, nothing of the page. */
export type PortalEvent =
  /** The stages that stand on its page, and the one the resident is at there. */
  | { type: 'portal.moved'; stages: Stage[]; at: Stage | null }
  | { type: 'portal.trouble'; trouble: PortalTrouble }
  /** What was wrong with the page itself is over. */
  | { type: 'portal.recovered' }
  | { type: 'portal.blocked'; why: FactBody<'portal.blocked'>['why']; host?: string }
  | { type: 'portal.drifted'; drift: FactBody<'portal.drift'> };

/** What the kiosk itself tells a visit. */
export type KioskEvent =
  | PortalEvent
  /** Somebody seems to be stuck. */
  | { type: 'help.offered'; why: OfferReason }
  /** What was written is sealed. */
  | { type: 'words.taken' }
  | { type: 'painted'; syllables: number }
  /** The page's process was lost or hangs: whoever was here is forgotten. */
  | { type: 'screen.lost' }
  /** The warning was not answered. */
  | { type: 'idle.over' };

export type VisitEvent = ResidentEvent | KioskEvent;
