import { expect, test } from 'vitest';
import { bundledContent, bundledWords } from '../../tools/content/read-content.ts';
import { openFinder } from './finder.ts';
import phrases from './finder-phrases.json' with { type: 'json' };

const { catalogue, languages } = bundledContent;

const finders = Object.fromEntries(
  languages.map((language) => [language, openFinder(catalogue, bundledWords(language))]),
);

/** Place of what was wanted among the first three; 0 when it is not there. */
function placeOf({ say, wants, language }: (typeof phrases)[number]): number {
  const found = finders[language]?.(say, 3) ?? [];
  return found.findIndex(({ service }) => service.id === wants) + 1;
}

test('people’s own words find the service: first for 90 in 100, among three for 98 in 100', () => {
  const places = phrases.map((phrase) => ({ ...phrase, place: placeOf(phrase) }));
  const first = places.filter(({ place }) => place === 1).length;
  const three = places.filter(({ place }) => place > 0).length;
  const missed = places
    .filter(({ place }) => place !== 1)
    .map(({ say, wants, place }) => `${say} -> ${wants}: ${place}`);
  process.stdout.write(
    `finder: ${phrases.length} phrases, first ${((first / phrases.length) * 100).toFixed(1)} %, among three ${((three / phrases.length) * 100).toFixed(1)} %\n${missed.map((line) => `  ${line}\n`).join('')}`,
  );
  expect(phrases.length).toBeGreaterThanOrEqual(150);
  expect(first / phrases.length).toBeGreaterThanOrEqual(0.9);
  expect(three / phrases.length).toBeGreaterThanOrEqual(0.98);
});
