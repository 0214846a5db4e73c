import { fold } from '../vietnamese/fold.ts';
import { isOneSlip } from '../vietnamese/slip.ts';
import type { Catalogue, Service } from './schema.ts';
import type { ContentWords } from './words-schema.ts';

export interface Found {
  service: Service;
  /** 0 to 1, the higher the nearer; only for comparing within one search. */
  score: number;
}

/** Services for what was typed, best first, at most `limit`. */
export type Finder = (query: string, limit: number) => Found[];

/** How much a match is worth: the very word, two words the other way round, the beginning of one that is still being typed, one with a slip in it. */
const worth = { same: 1, turned: 0.8, beginning: 0.7, slip: 0.6 };
/** From this length on a word may hold one typing slip. */
const slipFromLetters = 4;
/** Two neighbours together say more than both alone: 'tạm trú' and 'tạm vắng' share a word. */
const pairWeight = 2;
/** How much of the score is the nearest phrase; the rest is what the service says in all its phrases. */
const phraseShare = 0.6;
/** With less than this of what was typed, by weight, it was about something else. */
const leastCovered = 0.25;
/** Left over by a keyboard whose Telex was off: 'tamj trus'. */
const toneLetter = /[sfrxj]$/;
/** So few words are one thing, such as 'hộ chiếu': who has each alone but never both together means something else. */
const oneThing = { from: 2, to: 3 };
/** How many readings of one mistyped word are kept. */
const mostReadings = 6;

/** One thing that was typed, a word or two neighbours, in each way it may have been meant. */
type Typed = { term: string; worth: number }[];

/**
 * Services by people's own words: without signs, in any order, while still typing, with a slip, in a whole sentence. Words
 * and pairs of neighbours weigh the more the fewer services have them (inverse document frequency), so 'tôi muốn' says
 * nothing and 'trọ' says much. Rubbish finds nothing. Made once for a language, then asked at every letter.
 */
export function openFinder(catalogue: Catalogue, words: ContentWords): Finder {
  const index = catalogue.services.map((service) => {
    const phrases = phrasesOf(service, words).map((phrase) => new Set(termsOf(fold(phrase).split(' '))));
    return { service, phrases, all: new Set(phrases.flatMap((terms) => [...terms])) };
  });
  const services = new Map<string, number>();
  for (const { all } of index) for (const term of all) services.set(term, (services.get(term) ?? 0) + 1);
  const vocabulary = [...services.keys()].filter((term) => !term.includes(' '));
  // A word nobody uses weighs as one that a third of the services have: it is often only filling.
  const weigh = (term: string): number =>
    Math.log(1 + index.length / (services.get(term) ?? index.length / 3)) * (term.includes(' ') ? pairWeight : 1);
  const weights = index.map(({ phrases }) => phrases.map((terms) => sum([...terms].map(weigh))));

  return (query, limit) => {
    const asked = fold(query).split(' ').filter(Boolean);
    const { single, pairs } = typedOf(asked, vocabulary, (term) => services.has(term));
    if (single.length === 0) return [];
    const typed = [...single, ...pairs];
    const mustPair = asked.length >= oneThing.from && asked.length <= oneThing.to;
    const hasPair = (terms: Set<string>): boolean =>
      pairs.some((readings) => readings.some(({ term }) => terms.has(term)));
    const whole = sum(typed.map((readings) => Math.max(...readings.map(({ term }) => weigh(term)))));
    const sharedWith = (terms: Set<string>): number =>
      sum(
        typed.map((readings) =>
          Math.max(
            0,
            ...readings.map((reading) => (terms.has(reading.term) ? weigh(reading.term) * reading.worth : 0)),
          ),
        ),
      );
    return index
      .map(({ service, phrases, all }, place) => {
        const covered = sharedWith(all) / whole;
        const nearest = phrases.map(
          (terms, phrase) => (2 * sharedWith(terms)) / (whole + (weights[place]?.[phrase] ?? 0)),
        );
        return { service, all, covered, score: phraseShare * Math.max(...nearest) + (1 - phraseShare) * covered };
      })
      .filter(({ covered, all }) => covered >= leastCovered && (!mustPair || hasPair(all)))
      .toSorted((one, other) => other.score - one.score)
      .slice(0, limit)
      .map(({ service, score }) => ({ service, score }));
  };
}

function phrasesOf(service: Service, words: ContentWords): string[] {
  const spoken = words.services[service.id];
  if (spoken === undefined) return [];
  const situations = Object.values(spoken.situations).map(({ title }) => title);
  return [spoken.plainName, spoken.officialName, ...spoken.phrases, ...situations];
}

/** Every word, and every two that stand beside each other. */
function termsOf(words: string[]): string[] {
  return [...words, ...words.slice(1).map((word, index) => `${words[index]} ${word}`)];
}

/** Pairs are a bonus: one that nobody uses does not count as something that was not found. */
function typedOf(words: string[], vocabulary: string[], isUsed: (term: string) => boolean) {
  const single: Typed[] = words.map((word, index) => readingsOf(word, vocabulary, index === words.length - 1));
  const pairs: Typed[] = single.slice(1).map((readings, index) =>
    readings
      .flatMap((second) =>
        (single[index] ?? []).flatMap((first) => {
          const both = Math.min(first.worth, second.worth);
          return [
            { term: `${first.term} ${second.term}`, worth: both },
            { term: `${second.term} ${first.term}`, worth: both * worth.turned },
          ];
        }),
      )
      .filter(({ term }) => isUsed(term)),
  );
  return { single, pairs: pairs.filter((readings) => readings.length > 0) };
}

/** What a typed word may be: itself where it is known; else words it begins (the last one is still being typed) or nearly is. */
function readingsOf(typed: string, vocabulary: string[], unfinished: boolean): Typed {
  const same = { term: typed, worth: worth.same };
  if (vocabulary.includes(typed)) return [same];
  const plain = typed.replace(toneLetter, '');
  if (plain !== typed && vocabulary.includes(plain)) return [{ term: plain, worth: worth.slip }];
  const readings: Typed = vocabulary.flatMap((term): Typed => {
    if (unfinished && term.startsWith(typed)) return [{ term, worth: worth.beginning }];
    const long = Math.max(typed.length, term.length) >= slipFromLetters && Math.min(typed.length, term.length) >= 3;
    return long && isOneSlip(typed, term) ? [{ term, worth: worth.slip }] : [];
  });
  return readings.length === 0 ? [same] : readings.slice(0, mostReadings);
}

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);
