import { z } from 'zod';
import { day, identifier, provenance } from './statement.ts';

/**
 * What a waiver asks of a person, and nothing else: each is one question that a resident can answer by looking at a
 * telephone. `papers`: VNeID shows that the basic papers are all there; `online`: filed online with a level 2 account.
 */
export const waiverConditions = ['papers', 'online'] as const;
export type WaiverCondition = (typeof waiverConditions)[number];

/** A rule that takes a fee away for a while, for whoever meets all it asks. Fees name it: `waiver` of a fact. */
export const waiver = z.strictObject({
  id: identifier,
  /** In the order in which they are asked. */
  asks: z.array(z.enum(waiverConditions)).min(1),
  ...provenance,
  /** First and last day: what has no known end is a fee of 0, not a waiver. */
  validFrom: day,
  validTo: day,
  law: provenance.law.unwrap(),
});
export type Waiver = z.infer<typeof waiver>;
