import { z } from 'zod';
import { pushLimits } from './wire.ts';

/**
 * Facts that are carried by hand: a file of lines, each one JSON. The first says what the file is, every further one is a
 * push as it would go over the network: its address, the headers that sign it, the bytes of its body.
 */
export const carriedHead = z.object({ format: z.literal('tiepdan-facts'), v: z.literal(1) });
export type CarriedHead = z.infer<typeof carriedHead>;

export const carriedPush = z.object({
  url: z.url(),
  headers: z.record(z.string(), z.string()),
  body: z.base64(),
});
export type CarriedPush = z.infer<typeof carriedPush>;

/** Longer than the line of the largest push can be, bytes. */
export const longestCarriedLine = Math.ceil((pushLimits.compressedBytes * 4) / 3) + 8 * 1024;
