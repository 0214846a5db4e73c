import type { ScreenWords } from '../catalogue/words-schema.ts';

/** Says a text of the screens by its key, its gaps filled: for what is written outside of a page. */
export type Say = (key: string, gaps?: Record<string, string>) => string;

/** Throws where there is no such text: the content was checked. */
export function sayer(words: ScreenWords): Say {
  return (key, gaps = {}) => {
    let found: string | ScreenWords | undefined = words;
    for (const part of key.split('.')) found = typeof found === 'object' ? found[part] : undefined;
    if (typeof found !== 'string') throw new Error(`no text '${key}'`);
    return found.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, gap: string) => gaps[gap] ?? '');
  };
}
