import { z } from 'zod';

/**
 * What stands in a push for records that will never come: loss is declared and counted, never silent. `purged`: gone from
 * the terminal before this hub had them (it was restored from an old backup). `oversize`, `unreadable`: a hub refused the
 * one record by itself. `evicted`: a full disk, and of low priority. `damaged`: lost from a corrupt file.
 */
const tombstoneReasons = ['oversize', 'purged', 'unreadable', 'evicted', 'damaged'] as const;

/** A line in place of records: `n` sequences, and the chain's hash after them, from which it goes on. */
export const tombstone = z.strictObject({
  _t: z.enum(tombstoneReasons),
  n: z.number().int().min(1),
  h: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Tombstone = z.infer<typeof tombstone>;
