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
  // Our own components too, and the properties that people read.
  lint: {
    acceptedTags: 'all',
    acceptedAttributes: ['title', 'label', 'alt', 'placeholder', 'aria-label', 'aria-description', 'lead', 'note'],
    checkConcatenation: 'error',
  },
});
