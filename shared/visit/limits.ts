import { z } from 'zod';

/**
 * How long a visit may stand still. Defaults with their sources; a hall may change them in terminal.json, within bounds
 * that keep WCAG 2.2 (2.2.1: at least 20 s of warning, extendable).
 */
export const idleLimits = z.strictObject({
  /** Shortest silence before the warning, seconds. DWP's design system uses 120 s; 90 s because the hall is public. */
  quietSeconds: z.number().int().min(30).max(300).default(90),
  /** Longest silence, however much text there is to read, seconds. */
  quietSecondsAtMost: z.number().int().min(60).max(600).default(300),
  /** Reading time granted per syllable on the screen, seconds: slow readers need about one. */
  secondsPerSyllable: z.number().min(0.2).max(5).default(1),
  /** Warning with a countdown before the wipe, seconds. WCAG 2.2.1 asks for 20 s at least. */
  warningSeconds: z.number().int().min(20).max(180).default(60),
  /** No idle wipe while an officer is on the way, minutes at most. */
  helpPauseMinutes: z.number().int().min(1).max(60).default(15),
  /** The thank-you screen goes back to the start by itself, seconds. People leave at once; 60 s kept the next one waiting. */
  farewellSeconds: z.number().int().min(5).max(60).default(20),
});
export type IdleLimits = z.infer<typeof idleLimits>;

/**
 * Shortest silence before the warning while somebody files in VNeID, seconds: they look at their phone, where no warning is
 * seen, and a step there (a code that comes by text message, a face to be scanned) takes minutes. With the warning on top,
 * nothing is wiped under five minutes. No setting: a hall's longer limits hold, shorter ones do not.
 */
const quietSecondsInVneid = 300;

/** Silence allowed on a screen that holds this many syllables, in milliseconds; `onPhone`: what is done is done in VNeID. */
export function quietMilliseconds(limits: IdleLimits, syllables: number, onPhone = false): number {
  const reading = syllables * limits.secondsPerSyllable;
  const onGlass = Math.min(Math.max(limits.quietSeconds, reading), limits.quietSecondsAtMost);
  return (onPhone ? Math.max(onGlass, quietSecondsInVneid) : onGlass) * 1000;
}
