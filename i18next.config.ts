import { defineConfig } from 'i18next-cli';

/** Texts of the screens: none may stand in the code. */
export default defineConfig({
  locales: ['vi', 'en'],
  extract: {
    input: ['renderer/**/*.{ts,tsx}'],
    ignore: ['renderer/**/*.test.{ts,tsx}'],
    output: 'shared/locales/{{language}}/{{namespace}}.json',
    defaultNS: 'ui',
    primaryLanguage: 'vi',
  },
});
