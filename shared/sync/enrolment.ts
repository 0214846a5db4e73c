import { z } from 'zod';
import { deviceName, wireVersion } from './wire.ts';

/** How a terminal becomes known to a hub: a person makes a code there, the terminal shows it with the key that it made. */
export const enrolPath = '/v1/enrol';
export const rotatePath = '/v1/rotate';
/** The key id under which a request for enrolment signs itself: with the key it brings. */
export const newKeyId = 'new';

/** Crockford's alphabet: nothing that can be read as something else. */
export const codeAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Four letters say which code it is, six are the secret. */
export const codeShape = { idLength: 4, secretLength: 6, livesMs: 15 * 60_000, tries: 5 };

const code = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{10}$/);
/** The 32 bytes of an Ed25519 public key, base64url. */
export const publicKey = z.string().regex(/^[\w-]{43}$/);

/** A code as somebody typed it: spaces and hyphens do not count, and O, I, L are what they were meant to be. Null: not a code. */
export function readCode(typed: string): string | null {
  const plain = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return code.safeParse(plain).success ? plain : null;
}

export const enrolRequest = z.strictObject({
  p: z.literal(wireVersion),
  code,
  key: publicKey,
  /** The name it has had so far; it keeps it when nobody else has it. */
  wants: deviceName,
  /** It is a hub that will pass facts on: only a code made for one lets it in. */
  relay: z.literal(true).optional(),
});
export type EnrolRequest = z.infer<typeof enrolRequest>;

export const enrolReply = z.object({
  p: z.literal(wireVersion),
  dev: deviceName,
  /** Which of the device's keys this is: 1, 2, 3 ... */
  no: z.number().int().min(1),
  hub: z.object({ name: z.string().max(64), key: publicKey }),
  t: z.number(),
});
export type EnrolReply = z.infer<typeof enrolReply>;

/** Signed with the old key, and by the new one under the label `new`. */
export const rotateRequest = z.strictObject({ p: z.literal(wireVersion), key: publicKey });
export const rotateReply = z.object({ p: z.literal(wireVersion), no: z.number().int().min(1) });
