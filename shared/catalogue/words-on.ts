import { dayAfter } from './law.ts';
import type { ContentWords, DatedWords } from './words-schema.ts';

/** Content words as they read on `today` (YYYY-MM-DD): a text that changes on a day is the part that holds then. */
export function wordsOn(words: DatedWords, today: string): ContentWords {
  return textsOn(words, today) as ContentWords;
}

/** The days from which some text reads otherwise than the day before, earliest first. */
export function daysOfChange(words: DatedWords): string[] {
  const days = new Set<string>();
  collectDays(words, days);
  return [...days].toSorted().map(dayAfter);
}

function textsOn(value: unknown, today: string): unknown {
  if (isDated(value)) return value.find(({ until }) => until === undefined || today <= until)?.text;
  if (Array.isArray(value)) return value.map((inner) => textsOn(inner, today));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, textsOn(inner, today)]));
}

function collectDays(value: unknown, days: Set<string>): void {
  if (isDated(value)) for (const { until } of value) if (until !== undefined) days.add(until);
  if (isDated(value)) return;
  if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) collectDays(inner, days);
}

function isDated(value: unknown): value is { until?: string; text: string }[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((part) => typeof part === 'object' && part !== null && 'text' in part)
  );
}
