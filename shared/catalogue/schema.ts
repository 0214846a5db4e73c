import { z } from 'zod';
import { lawRegister } from './law-schema.ts';
import { portalProfile, troubleDifficulties } from './portal-schema.ts';
import { day, identifier, provenance, stage } from './statement.ts';
import { factTopics, topics } from './topics.ts';
import { waiver } from './waiver-schema.ts';

/**
 * The catalogue: what the kiosk knows about services. Structure and words are separate files, so that an officer can
 * correct a sentence without touching a guide, and a translator without touching a fact. Words: `words-schema.ts`.
 */

/** One statement about a service; its words are found by its id. */
export const serviceFact = z.strictObject({
  id: identifier,
  topic: z.enum(factTopics),
  /** Fees only: VND, online and at the desk. */
  fee: z
    .strictObject({ online: z.number().int().min(0), desk: z.number().int().min(0), per: z.enum(['filing', 'person']) })
    .optional(),
  /** Fees only: the waiver that can take it away (waivers.json). */
  waiver: identifier.optional(),
  /**
   * Where a service has several fees: the steps of the guide that mean this one; a list of steps means it when all of them were
   * walked, and more than a single one does. None yet: no way of the guide leads to it, it is only told before one sets out.
   * Absent: it is due on every way that means no other.
   */
  cases: z.array(z.union([identifier, z.array(identifier).min(2)])).optional(),
  /** Times only. */
  workingDays: z.number().int().min(0).optional(),
  /**
   * What takes its place after `validTo`, so that the change needs no new pack: another fact of this service, which is not
   * shown before its own `validFrom`; null: nothing, it simply is no longer said. Absent: residents are told to ask.
   */
  supersededBy: identifier.nullable().optional(),
  /** True: it says how things are done and stands on no article, so it has no `law`. */
  practice: z.literal(true).optional(),
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
  kind: z.enum(['filed', 'come-back', 'home-visit']),
});

export const service = z.strictObject({
  id: identifier,
  /** The code of the administrative procedure in the national database. */
  code: z.string().nullable(),
  /** The day on which the State ended the procedure: it is explained, no longer filed. Its measures stay comparable. */
  endedOn: day.optional(),
  /** True: VNeID files it too, so each step that happens on the portal says how it is done in the app. */
  inVneid: z.boolean(),
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
  situations: z.array(z.strictObject({ id: identifier, icon: z.string(), topic: z.enum(topics) })).min(1),
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
  /** Services that remove the difficulty itself: no account leads to getting one. */
  leadsTo: z.array(identifier),
  icon: z.string(),
  ...provenance,
});
export type Difficulty = z.infer<typeof difficulty>;

const source = z.strictObject({
  title: z.string(),
  url: z.string().nullable(),
  kind: z.string(),
  /** YYYY, YYYY-MM, YYYY-MM-DD, a span 'A/B' of two of these, or empty where nobody knows. */
  date: z.string().regex(/^(\d{4}(-\d{2}){0,2}(\/\d{4}(-\d{2}){0,2})?)?$/),
  /** Who speaks in it; residents read the name of the office, not the title. Names: locales/<language>/law.json. */
  office: identifier,
});

/** Whom to ask, by number and address in full: half of a scam is a number that looks right. */
const contact = z.strictObject({
  id: identifier,
  number: z.string().regex(/^[0-9 ]+$/),
  /** The official address that belongs to it. */
  site: z
    .string()
    .regex(/^[a-z0-9.-]+[.]gov[.]vn$/)
    .nullable(),
  ...provenance,
});

const unit = z.strictObject({
  id: identifier,
  /** As the portal writes it. */
  name: z.string().min(1),
  kind: z.enum(['phuong', 'xa', 'quan', 'huyen', 'thi-xa']),
  /** In the list of administrative units. */
  code: z.string().regex(/^[0-9]+$/),
  /** How many communes and wards it had, where it had any below it. */
  communes: z.number().int().min(1).optional(),
});

/** Who was where: an office is chosen on the portal by the map that holds today. */
const organisationMap = z.strictObject({ id: identifier, units: z.array(unit).min(1), ...provenance });

/** The order in which services are told, and the version of the whole: the day it was put together and a counter. */
export const contentIndex = z.strictObject({
  version: z.string().regex(/^\d{4}-\d{2}-\d{2}\.\d{1,4}$/),
  services: z.array(identifier).min(1),
});

export const catalogue = z.strictObject({
  version: contentIndex.shape.version,
  services: z.array(service).min(1),
  difficulties: z.array(difficulty).min(1).max(60),
  contacts: z.array(contact).min(1),
  maps: z.array(organisationMap).min(1),
  portals: z.array(portalProfile),
  troubles: troubleDifficulties,
  waivers: z.array(waiver),
  law: lawRegister,
  sources: z.record(z.string(), source),
});
export type Catalogue = z.infer<typeof catalogue>;
