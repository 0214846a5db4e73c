import { z } from 'zod';
import type { Language } from '../visit/visit-state.ts';
import { lintCatalogue } from './lint.ts';
import { type Catalogue, catalogue, contentIndex } from './schema.ts';
import { lintScreenWords } from './words-lint.ts';
import { contentWords, type DatedWords, type ScreenWords, screenWords } from './words-schema.ts';

/**
 * The content as files: path below the content's folder -> text. In the sources that folder is shared/, in a pack it is the
 * pack itself; the paths are the same. A language is there when it has a folder in locales/.
 */
export type ContentFiles = Record<string, string>;

/** Everything the kiosk can say, in all its languages. */
export interface Content {
  catalogue: Catalogue;
  /** Vietnamese first, then English, then the others by their names. */
  languages: Language[];
  /** Words of services, difficulties and law; `wordsOn` gives them as they read on a day. */
  words: Record<Language, DatedWords>;
  /** Words of the screens themselves. */
  screens: Record<Language, ScreenWords>;
}

/** Which files are content. */
const contentPath = /^(catalogue\/(services\/)?[a-z0-9-]+|locales\/[a-z0-9-]+\/(services\/)?[a-z0-9-]+)[.]json$/;
const firstLanguages = ['vi', 'en'];
/** A list of test phrases lies beside the catalogue and is none of it. */
const notContent = new Set(['catalogue/finder-phrases.json']);

export function isContent(path: string): boolean {
  return contentPath.test(path) && !notContent.has(path);
}

/** Puts files together as they are: for content that was checked when it was packed. Throws on what is not JSON or missing. */
export function joinContent(files: ContentFiles): Content {
  const read = (path: string): unknown => {
    const text = files[path];
    if (text === undefined) throw new Error(`${path} is missing`);
    try {
      return JSON.parse(text);
    } catch (error) {
      throw new Error(`${path} is not JSON: ${messageOf(error)}`, { cause: error });
    }
  };
  const { version, services } = contentIndex.parse(read('catalogue/index.json'));
  const { contacts } = read('catalogue/contacts.json') as Pick<Catalogue, 'contacts'>;
  const { maps } = read('catalogue/organisation.json') as Pick<Catalogue, 'maps'>;
  const { portals, troubles } = read('catalogue/portals.json') as Pick<Catalogue, 'portals' | 'troubles'>;
  const languages = languagesOf(files);
  const wordsOf = (language: Language): DatedWords => ({
    services: Object.fromEntries(
      services.map((id) => [id, read(`locales/${language}/services/${id}.json`)]),
    ) as DatedWords['services'],
    difficulties: read(`locales/${language}/difficulties.json`) as DatedWords['difficulties'],
    law: read(`locales/${language}/law.json`) as DatedWords['law'],
  });
  return {
    catalogue: {
      version,
      services: services.map((id) => read(`catalogue/services/${id}.json`)) as Catalogue['services'],
      difficulties: read('catalogue/difficulties.json') as Catalogue['difficulties'],
      contacts,
      maps,
      portals,
      troubles,
      sources: read('catalogue/sources.json') as Catalogue['sources'],
      waivers: read('catalogue/waivers.json') as Catalogue['waivers'],
      law: read('catalogue/law.json') as Catalogue['law'],
    },
    languages,
    words: Object.fromEntries(languages.map((language) => [language, wordsOf(language)])),
    screens: Object.fromEntries(
      languages.map((language) => [language, read(`locales/${language}/ui.json`) as ScreenWords]),
    ),
  };
}

/**
 * Everything wrong with files that are meant to be content, one sentence each with where it is; none: all is well. Shapes
 * first, then what only a walk through it shows.
 */
export function contentFaults(files: ContentFiles): string[] {
  let content: Content;
  try {
    content = joinContent(files);
  } catch (error) {
    return [error instanceof z.ZodError ? `catalogue/index.json: ${z.prettifyError(error)}` : messageOf(error)];
  }
  const shapes = [
    ...issues('catalogue', catalogue, content.catalogue),
    ...content.languages.flatMap((language) => [
      ...issues(language, contentWords, content.words[language]),
      ...issues(`${language}: ui.json`, screenWords, content.screens[language]),
    ]),
  ];
  if (shapes.length > 0) return shapes;
  return [
    ...firstLanguages.filter((language) => !content.languages.includes(language)).map((tag) => `no words in ${tag}`),
    ...filesNobodyReads(files, content),
    ...lintCatalogue(content.catalogue, content.words),
    ...content.languages.flatMap((language) => lintScreenWords(content.screens[language] ?? {}, language)),
  ];
}

function languagesOf(files: ContentFiles): Language[] {
  const found = new Set(Object.keys(files).flatMap((path) => /^locales\/([^/]+)\//.exec(path)?.[1] ?? []));
  const rank = (language: Language): number => (firstLanguages.indexOf(language) + 3) % 3;
  return [...found].toSorted((one, other) => rank(one) - rank(other) || one.localeCompare(other));
}

/** A service file that index.json forgot would be a service nobody finds. */
function filesNobodyReads(files: ContentFiles, { catalogue: { services } }: Content): string[] {
  const known = new Set(services.map(({ id }) => id));
  return Object.keys(files).flatMap((path) => {
    if (!isContent(path)) return [`${path}: not a file of the content`];
    const service = /services\/([^/]+)[.]json$/.exec(path)?.[1];
    return service === undefined || known.has(service) ? [] : [`${path}: index.json does not name ${service}`];
  });
}

function issues(where: string, schema: z.ZodType, value: unknown): string[] {
  const { error } = schema.safeParse(value);
  return (error?.issues ?? []).map((issue) => `${where}: ${issue.path.join('.')}: ${issue.message}`);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
