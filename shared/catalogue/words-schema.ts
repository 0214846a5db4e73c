import { z } from 'zod';

/** The words of one service in one language. Plain text: no markup, NFC, no number of a person ever. */

const text = z.string().min(1);

const stepWords = z.strictObject({
  /** What to do, as a heading: 'Chọn phường nơi đang ở trọ'. */
  title: text,
  /** One or two short sentences. */
  body: text,
  /** What the resident sees on the portal and in VNeID at this point, in their own words for it. */
  portal: text.optional(),
  vneid: text.optional(),
  /** The main button, a verb in the past: 'Tôi đã chọn xong'. Absent where the step asks a question. */
  done: text.optional(),
  choices: z.record(z.string(), z.strictObject({ title: text, note: text.optional() })).optional(),
});

const serviceWords = z.strictObject({
  /** Everyday name and official name; both are always shown together. */
  plainName: text,
  officialName: text,
  /** By fact id. `why`: papers say why they are needed. */
  facts: z.record(z.string(), z.strictObject({ title: text, why: text.optional() })),
  steps: z.record(z.string(), stepWords),
  /** `next`: what happens now, in order. */
  endings: z.record(z.string(), z.strictObject({ title: text, body: text, next: z.array(text).min(1).max(5) })),
  situations: z.record(z.string(), z.strictObject({ title: text, note: text.optional() })),
  /** How people say it, for the search: names, synonyms, everyday phrases. */
  phrases: z.array(text).min(1),
});
export type ServiceWords = z.infer<typeof serviceWords>;
export type StepWords = z.infer<typeof stepWords>;

const difficultyWords = z.strictObject({
  /** The resident's words for it, on a button. */
  title: text,
  note: text.optional(),
  /** Immediate help, numbered plain steps. */
  help: z.array(text).min(1).max(4),
  /** For the officer who is called: what it usually is and what to do, one or two sentences. */
  officer: text,
});

/** All content words of one language. */
export const contentWords = z.strictObject({
  services: z.record(z.string(), serviceWords),
  difficulties: z.record(z.string(), difficultyWords),
});
export type ContentWords = z.infer<typeof contentWords>;

/** The words of the screens themselves, by key. */
export type ScreenWords = { [key: string]: string | ScreenWords };
export const screenWords: z.ZodType<ScreenWords> = z.lazy(() =>
  z.record(z.string(), z.union([z.string(), screenWords])),
);
