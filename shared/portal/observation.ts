import { z } from 'zod';
import { boxUses, fieldKinds, portalTrouble } from '../catalogue/portal-schema.ts';
import { stage } from '../catalogue/statement.ts';

/**
 * What the companion tells of a portal's page: names out of the profile, never a text of the page and never what stands in
 * a box. Parsed in main: it comes out of a process that runs foreign code.
 */
export const observation = z.strictObject({
  /** Grows with every change; what was seen is asked for no second time. */
  seen: z.number().int().min(0),
  /** The profile's page, null where it knows none. */
  page: z.string().max(64).nullable(),
  /** Stages that stand on the page, in the order of the page. */
  stages: z.array(stage).max(20),
  /** The stage the resident is at: of the box that has the focus. */
  at: stage.nullable(),
  /** Boxes that should be there and are not. */
  missing: z.array(z.string().max(64)).max(100),
  /** A field one types into has the focus. */
  typing: z.enum(fieldKinds).nullable(),
  /** What is outlined, by the box's id, and what one does there. */
  outlined: z.strictObject({ box: z.string().max(64), use: z.enum(boxUses) }).nullable(),
  /** What the page complains of. */
  troubles: z.array(portalTrouble).max(20),
  /** Touches so far, and of them those that met nothing to be pressed. */
  touches: z.number().int().min(0),
  misses: z.number().int().min(0),
  /** How often the page asked to be printed. */
  prints: z.number().int().min(0),
  /** Nothing to be seen on it. */
  blank: z.boolean(),
});
export type Observation = z.infer<typeof observation>;

/** What became of one field the card was to fill. */
export interface FilledField {
  /** The box, by its name in the profile. */
  box: string;
  how: 'filled' | 'missing' | 'refused';
}
