import type { Act, LawEdge } from './law-schema.ts';
import type { Catalogue } from './schema.ts';
import type { LegalBasis } from './statement.ts';

type Register = Catalogue['law'];

export function findAct(register: Register, id: string): Act | undefined {
  return register.acts.find((act) => act.id === id);
}

/** What other acts do to this one, earliest first, each with the act that does it. */
export function edgesOn(register: Register, id: string): (LawEdge & { by: Act })[] {
  return register.acts
    .flatMap((by) => by.edges.filter(({ act }) => act === id).map((edge) => ({ ...edge, by })))
    .toSorted((one, other) => one.on.localeCompare(other.on));
}

/**
 * The last day (YYYY-MM-DD) on which what is cited is in force; null: no end is known. `article` null: the act as a whole
 * is asked for. An article ends with its act or before it; One that names several ends with the first of them.
 */
export function lastDayOf(register: Register, { act: id, article }: LegalBasis): string | null {
  const ends = edgesOn(register, id)
    .filter(({ does, articles }) => does !== 'amends' && (articles === undefined || isAmong(article, articles)))
    .map(({ on }) => dayBefore(on));
  const own = findAct(register, id)?.validTo ?? null;
  return [...ends, ...(own === null ? [] : [own])].toSorted()[0] ?? null;
}

/** Every day on which an act begins, ends or does something to another one, earliest first: where statements may turn wrong. */
export function daysOfLaw({ acts }: Register): string[] {
  const days = acts.flatMap(({ validFrom, validTo, edges }) => [
    validFrom,
    ...(validTo === null ? [] : [dayAfter(validTo)]),
    ...edges.map(({ on }) => on),
  ]);
  return [...new Set(days)].toSorted();
}

/** True when a citation names one of these articles: 'Điều 3(5), 16(5)' names 3 and 16, its clauses stand in brackets. */
function isAmong(article: string | null, articles: string[]): boolean {
  const named = (article ?? '').replaceAll(/\([^)]*\)/g, '').match(/\d+[a-z]?/g) ?? [];
  return named.some((number) => articles.includes(number));
}

export const dayBefore = (day: string): string => moved(day, -1);
export const dayAfter = (day: string): string => moved(day, 1);

function moved(day: string, by: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + by);
  return date.toISOString().slice(0, 10);
}
