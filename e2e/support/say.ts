import type { ContentWords } from '../../shared/catalogue/words-schema.ts';
import { today } from '../../shared/day.ts';
import { sayer } from '../../shared/slip/say.ts';
import type { Language } from '../../shared/visit/visit-state.ts';
import { bundledContent, bundledWords } from '../../tools/content/read-content.ts';

/** A word of the screens as a resident reads it, by its key; throws when there is none. */
export function say(language: Language, key: string): string {
  return sayer(bundledContent.screens[language] ?? {})(key);
}

/** The words of a service. */
export function spoken(language: Language, service: string) {
  const words = wordsToday(language).services[service];
  if (words === undefined) throw new Error(`no words for ${service} in ${language}`);
  return words;
}

/** Content words as a kiosk that runs now shows them. */
export const wordsToday = (language: Language): ContentWords => bundledWords(language, today(Date.now()));
