import { bundledWords } from '../../shared/catalogue/catalogue.ts';
import en from '../../shared/locales/en/ui.json' with { type: 'json' };
import vi from '../../shared/locales/vi/ui.json' with { type: 'json' };
import type { Language } from '../../shared/visit/visit-state.ts';

const screens: Record<Language, unknown> = { vi, en };

/** A word of the screens as a resident reads it, by its key; throws when there is none. */
export function say(language: Language, key: string): string {
  let found: unknown = screens[language];
  for (const part of key.split('.')) found = (found as Record<string, unknown> | undefined)?.[part];
  if (typeof found !== 'string') throw new Error(`no word '${key}' in ${language}`);
  return found;
}

/** The words of a service. */
export function spoken(language: Language, service: string) {
  const words = bundledWords[language].services[service];
  if (words === undefined) throw new Error(`no words for ${service} in ${language}`);
  return words;
}
