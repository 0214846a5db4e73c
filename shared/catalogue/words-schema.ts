import { z } from 'zod';
import { lawWords } from './law-schema.ts';
import { day } from './statement.ts';

/** The words of one service in one language. Plain text: no markup, NFC, no number of a person ever. */

/**
 * A text that changes on a day that is known beforehand ('half the fee until 31 December'): each part holds up to and
 * including `until`, the last one from then on. Earlier days come first.
 */
const datedText = z
  .array(z.strictObject({ until: day.optional(), text: z.string().min(1) }))
  .min(2)
  .refine(
    (parts) =>
      parts.every(
        ({ until }, place) =>
          (until === undefined) === (place === parts.length - 1) &&
          (until === undefined || until > (parts[place - 1]?.until ?? '')),
      ),
    "each part but the last needs 'until', earlier days first",
  );
const text = z.union([z.string().min(1), datedText]);
export type DatedText = z.infer<typeof text>;

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
export type ServiceWords = OnOneDay<z.infer<typeof serviceWords>>;
export type StepWords = OnOneDay<z.infer<typeof stepWords>>;

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
  law: lawWords,
});
/** As they stand in the files: some texts change on a day. */
export type DatedWords = z.infer<typeof contentWords>;

/** The same shape with every text as it reads on one day. */
type OnOneDay<Words> = Words extends DatedText
  ? string
  : Words extends object
    ? { [Key in keyof Words]: OnOneDay<Words[Key]> }
    : Words;

/** Content words of one language as they read on one day: what screens, slips and the finder take. */
export type ContentWords = OnOneDay<DatedWords>;

export const noWords: ContentWords = { services: {}, difficulties: {}, law: { acts: {}, offices: {} } };

/** The words of the screens themselves, by key. */
export type ScreenWords = { [key: string]: string | ScreenWords };
export const screenWords: z.ZodType<ScreenWords> = z.lazy(() =>
  z.record(z.string(), z.union([z.string(), screenWords])),
);
