import difficultiesEn from '../locales/en/difficulties.json' with { type: 'json' };
import dangKyTamTruEn from '../locales/en/services/dang-ky-tam-tru.json' with { type: 'json' };
import difficultiesVi from '../locales/vi/difficulties.json' with { type: 'json' };
import dangKyTamTruVi from '../locales/vi/services/dang-ky-tam-tru.json' with { type: 'json' };
import type { Language } from '../visit/visit-state.ts';
import difficulties from './difficulties.json' with { type: 'json' };
import type { Catalogue } from './schema.ts';
import dangKyTamTru from './services/dang-ky-tam-tru.json' with { type: 'json' };
import sources from './sources.json' with { type: 'json' };
import type { ContentWords } from './words-schema.ts';

/** The catalogue that comes with the program. Checked by `npm run check`, so it is taken as it is at every start. */
export const bundledCatalogue = {
  version: '2026-11-24.1',
  services: [dangKyTamTru],
  difficulties,
  sources,
} as Catalogue;

/** Its words, by language. */
export const bundledWords: Record<Language, ContentWords> = {
  vi: { services: { 'dang-ky-tam-tru': dangKyTamTruVi }, difficulties: difficultiesVi },
  en: { services: { 'dang-ky-tam-tru': dangKyTamTruEn }, difficulties: difficultiesEn },
};
