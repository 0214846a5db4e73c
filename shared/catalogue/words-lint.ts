import { hardIn, noRules, plainRules, wordsIn } from './plain-language.ts';
import type { Catalogue, Service } from './schema.ts';
import type { ContentWords, ScreenWords, ServiceWords, StepWords } from './words-schema.ts';

/**
 * Abbreviations that may be said, and what must stand in the same text so that nobody has to know them. Everything else is
 * written out. What the portal itself writes (in quotation marks) and numbers of laws stay as they are.
 */
const abbreviations: Record<string, RegExp> = {
  ID: /./,
  SIM: /./,
  VND: /./,
  /** A word that is typed as it is. */
  TTTB: /1414/,
  QR: /mã|code/i,
  OTP: /mã|code/i,
  NFC: /chip|thẻ|card/i,
  CMND: /chứng minh|identity card/i,
};
const bareAbbreviation = /(?<![\p{L}\p{N}/-])[A-ZĐ]{2,6}(?![\p{L}\p{N}/-])/gu;
/** How people type, and what only officers read. */
const mayAbbreviate = /[.](phrases[.]|officer$)|^law[.]acts[.]/;
/** What people type, names of acts, names of tones on keys, and a sentence for those who read another language. */
const notPlain = /[.]phrases[.]|^law[.]acts[.]|^keyboard[.]tone[.]|^difficulties[.]D35[.]note$/;
/** Numbers and addresses that belong to a person. */
const personal = /\b\d{9}\b|\b\d{12}\b|\b0\d{9}\b|[\w.]+@[\w.]+/;

/** Words of one language against the structure: everything is said, nothing is said of what does not exist, plainly. */
export function lintWords(catalogue: Catalogue, words: ContentWords, language: string): string[] {
  const fullest = (plainRules[language] ?? noRules).screen;
  const faults = [
    ...sameKeys(
      'services',
      catalogue.services.map(({ id }) => id),
      words.services,
    ),
    ...sameKeys(
      'difficulties',
      catalogue.difficulties.map(({ id }) => id),
      words.difficulties,
    ),
    ...sameKeys(
      'law, acts',
      catalogue.law.acts.map(({ id }) => id),
      words.law.acts,
    ),
    ...sameKeys(
      'law, offices',
      [...new Set(Object.values(catalogue.sources).map(({ office }) => office))],
      words.law.offices,
    ),
    ...catalogue.services.flatMap((service) => {
      const spoken = words.services[service.id];
      return spoken === undefined ? [] : lintServiceWords(service, spoken, fullest);
    }),
    ...Object.entries(words.difficulties).flatMap(([id, { title, note, help }]) =>
      tooFull(`difficulty ${id}`, [title, note, ...help], fullest),
    ),
    ...textsOf(words).flatMap(([where, text]) => lintText(where, text, language)),
  ];
  return faults.map((fault) => `${language}: ${fault}`);
}

/** The words of the screens themselves: as plain as those of the content. Units and keys stand there as they are. */
export function lintScreenWords(words: ScreenWords, language: string): string[] {
  return textsOf(words)
    .filter(([where]) => !notPlain.test(where))
    .flatMap(([where, text]) => hardIn(text, language).map((hard) => `${language}: ui: ${where}: ${hard}`));
}

function lintServiceWords(service: Service, words: ServiceWords, fullest: number): string[] {
  const steps = service.guide.steps.flatMap((step) => {
    const spoken = words.steps[step.id];
    if (spoken === undefined) return [];
    const where = `${service.id}, step ${step.id}`;
    return [
      ...sameKeys(
        `${where}, choices`,
        (step.choices ?? []).map(({ id }) => id),
        spoken.choices ?? {},
      ),
      ...((spoken.done === undefined) === (step.choices === undefined)
        ? [`${where} needs words for 'done' if and only if it asks nothing`]
        : []),
      ...tooFull(where, screenOf(spoken), fullest),
    ];
  });
  return [
    ...sameKeys(
      `${service.id}, facts`,
      service.facts.map(({ id }) => id),
      words.facts,
    ),
    ...sameKeys(
      `${service.id}, steps`,
      service.guide.steps.map(({ id }) => id),
      words.steps,
    ),
    ...sameKeys(
      `${service.id}, endings`,
      service.guide.endings.map(({ id }) => id),
      words.endings,
    ),
    ...sameKeys(
      `${service.id}, situations`,
      service.situations.map(({ id }) => id),
      words.situations,
    ),
    ...steps,
    ...Object.entries(words.endings).flatMap(([id, { title, body, next }]) =>
      tooFull(`${service.id}, ending ${id}`, [title, body, ...next], fullest),
    ),
  ];
}

/** What is read on a step at once; the answers of a question are looked through, not read. */
function screenOf({ title, body, portal, vneid, choices }: StepWords): (string | undefined)[] {
  return choices === undefined ? [title, body, portal, vneid] : [title, body];
}

function tooFull(where: string, shown: (string | undefined)[], fullest: number): string[] {
  const count = wordsIn(shown.filter((text) => text !== undefined).join(' '));
  return count > fullest ? [`${where}: ${count} syllables on one screen, at most ${fullest}`] : [];
}

function lintText(where: string, text: string, language: string): string[] {
  const faults: string[] = [];
  if (text !== text.normalize('NFC')) faults.push(`${where}: not in NFC`);
  if (text !== text.trim()) faults.push(`${where}: blanks around it`);
  if (personal.test(text)) faults.push(`${where}: holds what looks like somebody's number or address`);
  if (!mayAbbreviate.test(where)) {
    for (const [short] of text.replace(/“[^”]*”/g, '').matchAll(bareAbbreviation)) {
      if (!abbreviations[short]?.test(text)) faults.push(`${where}: ${short} is not explained`);
    }
  }
  if (!notPlain.test(where)) faults.push(...hardIn(text, language).map((hard) => `${where}: ${hard}`));
  return faults;
}

function sameKeys(where: string, wanted: string[], found: Record<string, unknown>): string[] {
  return [
    ...wanted.filter((key) => !Object.hasOwn(found, key)).map((key) => `${where}: no words for ${key}`),
    ...Object.keys(found)
      .filter((key) => !wanted.includes(key))
      .map((key) => `${where}: words for ${key}, which does not exist`),
  ];
}

/** Every text with where it stands. */
export function textsOf(value: unknown, where: string[] = []): [string, string][] {
  if (typeof value === 'string') return [[where.join('.'), value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, [...where, key]));
}
