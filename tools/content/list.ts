import type { Content } from '../../shared/catalogue/content.ts';
import { checkedWithinDays } from '../../shared/catalogue/guide.ts';
import { statementsIn } from '../../shared/catalogue/law-lint.ts';
import { plainFigures } from '../../shared/catalogue/plain-language.ts';
import { textsOf } from '../../shared/catalogue/words-lint.ts';
import { wordsOn } from '../../shared/catalogue/words-on.ts';
import { type Concern, concernOf } from './ageing.ts';

const columns: Concern[] = ['expired', 'not yet', 'low confidence', 'not checked'];

/** The content at a glance: a line a service, then every statement that needs somebody's eyes. `today`: YYYY-MM-DD. */
export function report({ catalogue, languages, words, screens }: Content, today: string): string {
  const statements = statementsIn(catalogue).map((statement) => ({
    ...statement,
    concern: concernOf(statement, today),
  }));
  const of = (beginning: string) => statements.filter(({ where }) => where.startsWith(beginning));
  const rows = [
    ['service', 'facts', 'steps', 'sources', ...columns],
    ...catalogue.services.map((service) => {
      const sources = new Set([...service.facts, ...service.guide.steps].flatMap(({ source }) => source));
      return [
        service.id,
        service.facts.length,
        service.guide.steps.length,
        sources.size,
        ...columns.map((concern) => of(`${service.id},`).filter((statement) => statement.concern === concern).length),
      ];
    }),
    [
      'difficulties',
      catalogue.difficulties.length,
      '',
      '',
      ...columns.map((concern) => count(of('difficulty '), concern)),
    ],
    [
      'contacts, maps, portals, waivers',
      catalogue.contacts.length + catalogue.maps.length + catalogue.portals.length + catalogue.waivers.length,
      '',
      '',
      ...columns.map((concern) =>
        count([...of('contact '), ...of('map '), ...of('portal '), ...of('waiver ')], concern),
      ),
    ],
  ];
  const concerns = statements.flatMap(({ where, concern, validFrom, validTo, checkedOn }) => {
    if (concern === null) return [];
    const when = { expired: validTo, 'not yet': validFrom, 'low confidence': '', 'not checked': checkedOn }[concern];
    return [`  ${concern}${when === '' ? '' : ` (${when})`}: ${where}`];
  });
  const services = catalogue.services.length;
  return [
    table(rows),
    '',
    `${services} services, all valid; ${Object.keys(catalogue.sources).length} sources; words in ${languages.join(', ')}; version ${catalogue.version}`,
    ...languages.map((language) => plainLine(language, plainTexts(words[language], screens[language], today))),
    '',
    concerns.length === 0
      ? 'Nothing is expired, uncertain or long unchecked.'
      : `To be looked at (unchecked means for more than ${checkedWithinDays} days); residents are told to ask an officer:`,
    ...concerns,
    '',
  ].join('\n');
}

/** What residents and officers read in a language; not what people type into the search, nor names of acts. */
function plainTexts(
  words: Content['words'][string] | undefined,
  screens: Content['screens'][string] | undefined,
  today: string,
): string[] {
  const all = [...textsOf(screens ?? {}), ...(words === undefined ? [] : textsOf(wordsOn(words, today)))];
  return all.filter(([where]) => !/[.]phrases[.]|^law[.]/.test(where)).map(([, text]) => text);
}

function plainLine(language: string, texts: string[]): string {
  const { sentences, meanWords, longest, passive } = plainFigures(texts, language);
  const voice = passive === null ? '' : `, ${passive.toFixed(1)} % in the passive`;
  return `Plain language, ${language}: ${sentences} sentences of ${meanWords.toFixed(1)} words on average, the longest ${longest}${voice}`;
}

const count = (statements: { concern: Concern | null }[], wanted: Concern): number =>
  statements.filter(({ concern }) => concern === wanted).length;

function table(rows: (string | number)[][]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => String(row[column] ?? '').length))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? String(cell).padEnd(widths[0] ?? 0) : String(cell).padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}
