import { z } from 'zod';

export const identifier = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'lower-case words joined by hyphens');
export const day = z.iso.date();

/** What a statement stands on: an act of law.json and the article, as lawyers cite it; null: the article was not found. */
export const legalBasis = z.strictObject({ act: identifier, article: z.string().min(1).nullable() });
export type LegalBasis = z.infer<typeof legalBasis>;

/** Where a statement comes from and how far it can be trusted. Nothing is in the catalogue without it. */
export const provenance = {
  /** First and last day on which this is true; null: unknown start, no known end. */
  validFrom: day.nullable(),
  validTo: day.nullable(),
  /** Keys of sources.json, at least one. */
  source: z.array(z.string()).min(1),
  /** high: official text or several agreeing sources; medium: one second-hand source; low: uncertain, never shown as certain. */
  confidence: z.enum(['high', 'medium', 'low']),
  /** The day on which somebody last compared this entry with its sources. */
  checkedOn: day,
  /**
   * Newest day of publication up to which the checker looked for something newer than the sources. A statement needs it
   * when its newest source is much older than `checkedOn`: a check that only re-reads an old source proves nothing.
   */
  searchedTo: day.optional(),
  /** The articles that make this statement true. It holds no longer than they do. */
  law: z.array(legalBasis).min(1).optional(),
};

/** The stages of a filing, in the portal's own order. A difficulty belongs to stages, not to single steps. */
export const stages = [
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
  // Identity: at the counter and on the resident's own phone.
  'apply',
  'book',
  'biometric',
  'activate',
  // Where something is only shown to an official.
  'show',
] as const;
export const stage = z.enum(stages);
export type Stage = z.infer<typeof stage>;
