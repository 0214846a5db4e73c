import { fold } from '../vietnamese/fold.ts';
import type { Catalogue, Service } from './schema.ts';
import type { ContentWords } from './words-schema.ts';

export interface Found {
  service: Service;
  /** The higher the nearer; only for comparing within one search. */
  score: number;
}

/** From this length on a word may hold one typing slip. */
const slipFromLetters = 4;
const points = { same: 4, beginning: 3, slip: 2 } as const;

/**
 * Services by people's own words: without signs, in any order, while still typing, with a slip. Every word that was typed
 * must be found in one and the same phrase, so rubbish finds nothing. Best first.
 */
export function findServices({
  catalogue,
  words,
  query,
  limit,
}: {
  catalogue: Catalogue;
  words: ContentWords;
  query: string;
  limit: number;
}): Found[] {
  const typed = fold(query)
    .split(' ')
    .filter((word) => word !== '');
  if (typed.length === 0) return [];
  return catalogue.services
    .map((service) => ({
      service,
      score: Math.max(0, ...phrasesOf(service, words).map((phrase) => scorePhrase(typed, phrase))),
    }))
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score)
    .slice(0, limit);
}

function phrasesOf(service: Service, words: ContentWords): string[] {
  const spoken = words.services[service.id];
  if (spoken === undefined) return [];
  const situations = Object.values(spoken.situations).flatMap(({ title, note }) => [title, note ?? '']);
  return [spoken.plainName, spoken.officialName, ...spoken.phrases, ...situations].map(fold);
}

/** 0 when a typed word is not in the phrase at all; a phrase that says little else is nearer than a long one. */
function scorePhrase(typed: string[], phrase: string): number {
  const spoken = phrase.split(' ');
  let sum = 0;
  for (const [index, word] of typed.entries()) {
    const last = index === typed.length - 1;
    const best = Math.max(...spoken.map((candidate) => scoreWord(word, candidate, last)));
    if (best === 0) return 0;
    sum += best;
  }
  return sum + typed.length / spoken.length;
}

/** `unfinished`: the word being typed may be a beginning; single letters only of the very word. */
function scoreWord(typed: string, spoken: string, unfinished: boolean): number {
  if (typed === spoken) return points.same;
  if (unfinished && spoken.startsWith(typed)) return points.beginning;
  const long = Math.max(typed.length, spoken.length) >= slipFromLetters && Math.min(typed.length, spoken.length) >= 3;
  return long && isOneSlip(typed, spoken) ? points.slip : 0;
}

/** One letter too many, missing, wrong, or two neighbours swapped. */
function isOneSlip(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  const [restOne, restOther] = [one.slice(start), other.slice(start)];
  return (
    restOne.slice(1) === restOther ||
    restOne === restOther.slice(1) ||
    restOne.slice(1) === restOther.slice(1) ||
    (restOne.slice(2) === restOther.slice(2) && restOne[0] === restOther[1] && restOne[1] === restOther[0])
  );
}
