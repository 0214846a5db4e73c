import { z } from 'zod';

/** What a browser and a hub say to each other about who is there. */
export const staffSessionPath = '/v1/staff/session';
export const staffPasswordPath = '/v1/staff/password';

/** A sign-in name, as it is typed: capitals and blanks around it do not matter. */
export const staffName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9.-]{1,39}$/);

/** NIST SP 800-63B 3.1.1.2: long rather than odd, and nothing is cut off. */
const newPassword = z.string().min(15).max(200);

export const signIn = z.strictObject({ name: z.string().max(200), password: z.string().max(200) });
export const passwordChange = z.strictObject({ password: z.string().max(200), next: newPassword });
