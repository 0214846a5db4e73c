import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from '../shared/locales/en/ui.json';
import vi from '../shared/locales/vi/ui.json';
import type { Language } from '../shared/visit/visit-state.ts';

/** The words of the screens themselves; those of services come with the content. */
export const words: i18n = i18next.createInstance();

/** Makes the words ready; both languages are in the program, so nothing is waited for. */
export async function prepareWords(language: Language): Promise<void> {
  await words.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { vi: { ui: vi }, en: { ui: en } },
    defaultNS: 'ui',
    interpolation: { escapeValue: false },
    initAsync: false,
  });
}
