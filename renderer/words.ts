import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { ScreenWords } from '../shared/catalogue/words-schema.ts';
import type { Language } from '../shared/visit/visit-state.ts';

/** The words of the screens themselves; those of services come with the content. */
export const words: i18n = i18next.createInstance();

/** Makes the words ready, in every language the content has. */
export async function prepareWords(language: Language, screens: Record<Language, ScreenWords>): Promise<void> {
  await words.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: Object.fromEntries(Object.entries(screens).map(([tag, ui]) => [tag, { ui }])),
    defaultNS: 'ui',
    interpolation: { escapeValue: false },
    initAsync: false,
  });
}
