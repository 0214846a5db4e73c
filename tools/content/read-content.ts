import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Content, type ContentFiles, isContent, joinContent } from '../../shared/catalogue/content.ts';
import { wordsOn } from '../../shared/catalogue/words-on.ts';
import { type ContentWords, noWords } from '../../shared/catalogue/words-schema.ts';

const sources = join(import.meta.dirname, '../../shared');

/** The content of a folder as files; without a folder, the content that comes with the program. */
export function readContentFiles(folder: string = sources): ContentFiles {
  const paths = ['catalogue', 'locales'].flatMap((part) =>
    readdirSync(join(folder, part), { recursive: true, encoding: 'utf8' }).map((name) => `${part}/${name}`),
  );
  return Object.fromEntries(
    paths
      .filter(isContent)
      .toSorted()
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );
}

/** The content that comes with the program, for tools and tests. The program itself reads it from its build. */
export const bundledContent: Content = joinContent(readContentFiles());

/** The bundled words of a language as they read on a day; without one, on the day the content was put together. */
export function bundledWords(
  language: string,
  day: string = bundledContent.catalogue.version.slice(0, 10),
): ContentWords {
  const words = bundledContent.words[language];
  return words === undefined ? noWords : wordsOn(words, day);
}
