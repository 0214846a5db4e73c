import { z } from 'zod';
import { topics } from '../catalogue/topics.ts';
import { languageTag } from '../facts/facts.ts';
import { textSizes, themes } from './visit-state.ts';

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
  z.strictObject({ type: z.literal('next') }),
  z.strictObject({ type: z.literal('choice.chosen'), choice: identifier }),
  z.strictObject({ type: z.literal('back') }),
  z.strictObject({ type: z.literal('difficulty.opened') }),
  z.strictObject({ type: z.literal('difficulty.more') }),
  z.strictObject({ type: z.literal('difficulty.chosen'), difficulty: identifier }),
  z.strictObject({ type: z.literal('difficulty.answered'), solved: z.boolean() }),
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

/** What the kiosk itself tells a visit. */
export type KioskEvent =
  | { type: 'painted'; syllables: number }
  /** The page's process was lost or hangs: whoever was here is forgotten. */
  | { type: 'screen.lost' }
  /** The warning was not answered. */
  | { type: 'idle.over' };

export type VisitEvent = ResidentEvent | KioskEvent;
