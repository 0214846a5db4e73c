import { z } from 'zod';
import { healthFigures } from '../health/figures.ts';
import { failure, type Result, success } from '../result.ts';
import { sealedWords } from '../sync/sealed-words.ts';

/**
 * The facts a terminal records and a hub collects. Append-only: a correction is a new fact. A body never says who the
 * person is: it holds ids of our own catalogue, times and counts, and `strictObject` refuses anything else. The one free text
 * is sealed before it gets here.
 */

const identifier = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);
const difficultyCode = z.string().regex(/^[A-Z][0-9]{2}$/);
const visitId = z.uuid();
/** A language of the content, by its tag. */
export const languageTag = z.string().regex(/^[a-z]{2,3}(-[a-z0-9]{1,8})?$/);
const seconds = z.number().int().min(0).max(86_400);

/** How a visit can end. `interrupted`: power cut or kill, found at the next start. `fault`: the screen's process was lost. */
export const visitEndings = ['completed', 'ended', 'idle', 'interrupted', 'fault'] as const;
export type VisitEnding = (typeof visitEndings)[number];

/** How a resident left a step. */
const stepExits = ['next', 'back', 'end'] as const;

/** One step as it was walked: which, how long (seconds on screen), and how it was left. */
export const walkedStep = z.strictObject({ step: identifier, seconds, exit: z.enum(stepExits) });
export type WalkedStep = z.infer<typeof walkedStep>;

/**
 * What one visit tells at most. A visit may be longer; whoever counts stops here, so that a fact is never refused for it.
 */
export const mostSteps = 200;
export const mostCounted = 200;
const count = z.number().int().min(0).max(mostCounted);

/** Why a content pack was not taken. */
export const contentRefusals = ['unreadable', 'signature', 'changed', 'older', 'faults', 'key'] as const;
export type ContentRefusal = (typeof contentRefusals)[number];

/** Why a portal's page, or something it wanted, was refused. */
export const blockReasons = [
  'foreign',
  'look-alike',
  'user-info',
  'insecure',
  'scheme',
  'window',
  'download',
  'print',
  'permission',
  'resource',
] as const;
export type BlockReason = (typeof blockReasons)[number];

/** Why help was offered unasked: long at one step, going back again and again, pressing what is no button. */
export const offerReasons = ['long', 'backs', 'misses'] as const;
export type OfferReason = (typeof offerReasons)[number];

export const factBodies = {
  'visit.closed': z.strictObject({
    visit: visitId,
    ending: z.enum(visitEndings),
    language: languageTag,
    seconds,
    service: identifier.nullable(),
    steps: z.array(walkedStep).max(mostSteps),
    difficulties: count,
    helpCalls: count,
  }),
  'visit.rated': z.strictObject({ visit: visitId, rating: z.number().int().min(1).max(5) }),
  'difficulty.reported': z.strictObject({
    visit: visitId,
    difficulty: difficultyCode,
    service: identifier.nullable(),
    step: identifier.nullable(),
    /** Noticed by the kiosk; without, the resident said so. */
    by: z.literal('kiosk').optional(),
    /** What the resident or an officer wrote about it, for the hub alone to read. */
    words: sealedWords.optional(),
  }),
  /** The resident has read the immediate help and says whether it was enough. */
  'difficulty.answered': z.strictObject({ visit: visitId, difficulty: difficultyCode, solved: z.boolean() }),
  /** What a resident wrote about a difficulty that no code fits; for the hub alone to read. */
  'difficulty.explained': z.strictObject({ visit: visitId, difficulty: difficultyCode, words: sealedWords }),
  'help.requested': z.strictObject({
    visit: visitId,
    call: z.uuid(),
    service: identifier.nullable(),
    step: identifier.nullable(),
    difficulty: difficultyCode.nullable(),
    language: languageTag,
  }),
  /** The resident's own word on how a call ended: somebody came, or it is not needed any more. */
  'help.closed': z.strictObject({
    visit: visitId,
    call: z.uuid(),
    how: z.enum(['met', 'cancelled', 'abandoned']),
    seconds,
  }),
  'help.offered': z.strictObject({
    visit: visitId,
    why: z.enum(offerReasons),
    service: identifier.nullable(),
    step: identifier.nullable(),
    accepted: z.boolean(),
  }),
  /** A page is not as its profile says: which box of which page is gone; null: the page itself is not known any more. */
  'portal.drift': z.strictObject({
    profile: identifier,
    page: identifier.nullable(),
    box: identifier.nullable(),
    content: z.string().max(32),
  }),
  /**
   * The portal wanted to lead somewhere else, or to do what no page may. Where to is not told, since an address can hold a
   * name, but for the host where the State owns it: without it no officer learns which host the profile lacks.
   */
  'portal.blocked': z.strictObject({
    visit: visitId,
    why: z.enum(blockReasons),
    service: identifier.nullable(),
    host: z
      .string()
      .max(64)
      .regex(/^([a-z0-9-]+[.])+gov[.]vn$/)
      .optional(),
  }),
  'device.health': z
    .strictObject({
      event: z.enum(['started', 'stopped', 'screen-lost', 'screen-hung', 'report']),
      version: z.string().max(32),
      electron: z.string().max(32).optional(),
      /** How it was doing: in a report, and when it is stopped. */
      figures: healthFigures.optional(),
    })
    .refine(({ event, figures }) => event !== 'report' || figures !== undefined, {
      error: 'a report without figures',
      path: ['figures'],
    }),
  /** Somebody old, ill or disabled cannot come: the kiosk has said what to give the officer, who has the person's data. */
  'homevisit.requested': z.strictObject({ visit: visitId, service: identifier }),
  audit: z.discriminatedUnion('event', [
    z.strictObject({ event: z.enum(['database-set-aside', 'stream-begun']) }),
    z.strictObject({ event: z.literal('content-accepted'), version: z.string().max(32) }),
    z.strictObject({ event: z.literal('content-refused'), why: z.enum(contentRefusals) }),
  ]),
} as const;

export type FactKind = keyof typeof factBodies;
export type FactBody<K extends FactKind> = z.infer<(typeof factBodies)[K]>;

/** A fact before it has a place in the journal. */
export type Fact = { [K in FactKind]: { kind: K; body: FactBody<K> } }[FactKind];

/** True for a kind this version knows; a hub may meet newer ones. */
function isFactKind(kind: string): kind is FactKind {
  return Object.hasOwn(factBodies, kind);
}

/** Checks a body against its kind. Errors are zod's, one line each with its path: for engineers, never for a screen. */
export function parseFact(kind: string, body: unknown): Result<Fact, string[]> {
  if (!isFactKind(kind)) return failure([`unknown kind: ${kind}`]);
  const parsed = factBodies[kind].safeParse(body);
  if (!parsed.success) return failure(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  return success({ kind, body: parsed.data } as Fact);
}
