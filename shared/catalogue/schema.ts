import { z } from 'zod';
import { factTopics } from './fact-topics.ts';

/**
 * The catalogue: what the kiosk knows about services. Structure and words are separate files, so that an officer can
 * correct a sentence without touching a guide, and a translator without touching a fact. Words: `words-schema.ts`.
 */

const identifier = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'lower-case words joined by hyphens');
const day = z.iso.date();

/** Where a statement comes from and how far it can be trusted. Nothing is in the catalogue without it. */
const provenance = {
  /** First and last day on which this is true; null: unknown start, no known end. */
  validFrom: day.nullable(),
  validTo: day.nullable(),
  /** Keys of sources.json, at least one. */
  source: z.array(z.string()).min(1),
  /** high: official text or several agreeing sources; medium: one second-hand source; low: uncertain, never shown as certain. */
  confidence: z.enum(['high', 'medium', 'low']),
  /** The day on which somebody last compared this entry with its sources. */
  checkedOn: day,
};

/** The stages of a filing, in the portal's own order. A difficulty belongs to stages, not to single steps. */
const stages = [
  'prepare',
  'login',
  'find',
  'agency',
  'form',
  'consent',
  'attach',
  'receive',
  'review',
  'submit',
  'pay',
  'track',
] as const;
export const stage = z.enum(stages);
export type Stage = z.infer<typeof stage>;

/** One statement about a service; its words are found by its id. */
export const serviceFact = z.strictObject({
  id: identifier,
  topic: z.enum(factTopics),
  /** Fees only: VND, online and at the desk. */
  fee: z
    .strictObject({ online: z.number().int().min(0), desk: z.number().int().min(0), per: z.enum(['filing', 'person']) })
    .optional(),
  /** Times only. */
  workingDays: z.number().int().min(0).optional(),
  ...provenance,
});
export type ServiceFact = z.infer<typeof serviceFact>;

const goesTo = z.union([z.strictObject({ step: identifier }), z.strictObject({ ending: identifier })]);
export type GoesTo = z.infer<typeof goesTo>;

export const guideStep = z.strictObject({
  id: identifier,
  stage,
  /** The station on the way: steps of different branches share one, so 'Step 6 of 12' is true whichever way is taken. */
  station: z.number().int().min(1),
  /** Either one way on, or a question with choices. */
  next: goesTo.optional(),
  /** The name of what is asked; a guide never asks the same thing twice on any path (WCAG 2.2, 3.3.7). */
  asks: identifier.optional(),
  choices: z
    .array(z.strictObject({ id: identifier, icon: z.string(), next: goesTo }))
    .min(2)
    .max(5)
    .optional(),
  icon: z.string(),
  ...provenance,
});
export type GuideStep = z.infer<typeof guideStep>;

const guideEnding = z.strictObject({
  id: identifier,
  /** Both count as completed: to know what to bring tomorrow is a good ending too. */
  kind: z.enum(['filed', 'come-back']),
});

export const service = z.strictObject({
  id: identifier,
  /** The code of the administrative procedure in the national database. */
  code: z.string().nullable(),
  icon: z.string(),
  facts: z.array(serviceFact).min(1),
  guide: z.strictObject({
    /** Bumped whenever steps change, so funnels of different guides are never mixed. */
    version: z.number().int().min(1),
    start: identifier,
    steps: z.array(guideStep).min(1),
    endings: z.array(guideEnding).min(1),
  }),
  /** Difficulty codes met in this service. */
  difficulties: z.array(z.string()).min(1),
  /** What happened in the resident's life; each leads to this service on the first screen. */
  situations: z.array(z.strictObject({ id: identifier, icon: z.string() })).min(1),
  source: z.array(z.string()).min(1),
});
export type Service = z.infer<typeof service>;

const difficultyGroups = ['portal', 'procedure', 'data', 'device', 'network', 'person', 'hall', 'kiosk'] as const;

export const difficulty = z.strictObject({
  /** D01...; an id is never reused, only retired. */
  id: z.string().regex(/^[A-Z][0-9]{2}$/),
  stages: z.array(stage).min(1),
  /** Whose it is to mend. */
  group: z.enum(difficultyGroups),
  /** True: offer the officer at once beside the immediate help. */
  callOfficer: z.boolean(),
  icon: z.string(),
  ...provenance,
});
export type Difficulty = z.infer<typeof difficulty>;

const source = z.strictObject({
  title: z.string(),
  url: z.string().nullable(),
  kind: z.string(),
  date: z.string(),
});

export const catalogue = z.strictObject({
  /** The pack's version: the day it was put together and a counter. */
  version: z.string().regex(/^\d{4}-\d{2}-\d{2}\.\d+$/),
  services: z.array(service).min(1),
  difficulties: z.array(difficulty).min(1),
  sources: z.record(z.string(), source),
});
export type Catalogue = z.infer<typeof catalogue>;
