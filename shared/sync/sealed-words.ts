import { z } from 'zod';

/** Most characters of a free text; a difficulty is told in two or three sentences. */
export const longestWords = 300;

/** Four bytes a character at most, 48 of the seal, in base64. */
const longestBox = Math.ceil((longestWords * 4 + 48) / 3) * 4;

const sealingMonth = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

/** Somebody's own words, sealed (libsodium crypto_box_seal) to the hub's key of a month: nobody else can read them. */
export const sealedWords = z.strictObject({ month: sealingMonth, box: z.base64().min(64).max(longestBox) });
export type SealedWords = z.infer<typeof sealedWords>;

/** A month's public key, as a hub lists it for terminals: 32 bytes, base64. */
export const sealingKey = z.strictObject({ month: sealingMonth, key: z.base64().length(44) });
export type SealingKey = z.infer<typeof sealingKey>;
