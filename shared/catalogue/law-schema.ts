import { z } from 'zod';
import { day, identifier } from './statement.ts';

/**
 * The register of law: every act that a statement of the catalogue stands on, and the acts that these amended or ended.
 * Names of acts are words: locales/<language>/law.json.
 */

/** What an act does to another one on a day. */
const edge = z.strictObject({
  on: day,
  /** `replaces`: ends it and takes its place. */
  does: z.enum(['amends', 'ends', 'replaces']),
  act: identifier,
  /** Only these articles; absent: the whole act. */
  articles: z.array(z.string().min(1)).min(1).optional(),
});
export type LawEdge = z.infer<typeof edge>;

const act = z.strictObject({
  id: identifier,
  kind: z.enum(['law', 'resolution', 'decree', 'circular', 'decision']),
  /** As it is cited: 116/2026/TT-BCA. */
  number: z.string().min(1),
  /** First day in force. */
  validFrom: day,
  /** Last day in force where the act itself sets one. An end set by a later act is an edge of that act. */
  validTo: day.nullable(),
  /** The official address of its text; null: not known. */
  url: z.url().nullable(),
  /** `text`: the wording, by OCR or copy; `parts`: some articles of it; `quoted`: in somebody else's words alone. */
  read: z.enum(['text', 'parts', 'quoted']),
  source: z.array(z.string()).min(1),
  confidence: z.enum(['high', 'medium', 'low']),
  checkedOn: day,
  /** Newest day of publication up to which the checker looked for acts that amend, end or replace this one. */
  successorsSearchedTo: day,
  edges: z.array(edge),
});
export type Act = z.infer<typeof act>;

export const lawRegister = z.strictObject({ acts: z.array(act).min(1) });

/** Names of acts and of the offices that sources come from, in one language. */
export const lawWords = z.strictObject({
  /** `short`: how a resident reads it ('Thông tư 116/2026'); `name`: what it is about, for officers and lawyers. */
  acts: z.record(z.string(), z.strictObject({ short: z.string().min(1), name: z.string().min(1) })),
  offices: z.record(z.string(), z.string().min(1)),
});
