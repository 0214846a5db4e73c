import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { closedOfficer } from '../../shared/officer/closed-officer.ts';
import { closedPortal } from '../../shared/portal/closed-portal.ts';
import { bundledContent, bundledWords } from '../../tools/content/read-content.ts';
import { prepareWords, words } from '../words.ts';
import { examples, exampleTerminal, exampleView } from './examples.ts';
import { officerExamples } from './officer/examples.ts';
import { PlaceContext } from './place.ts';
import { dialogExamples } from './portal/examples.ts';
import * as rooms from './rooms.ts';
import { Stage } from './stage.tsx';

/** What nobody has written: an element for words that has none, the key of a text, a blank that was not filled in. */
const unsaid = /<(h1|h2|p|button)[^>]*>\s*<\/\1>|>(\w+\.)+\w+<|\{\{/g;

beforeAll(async () => {
  // The stage fits itself to the window it is in; here there is none.
  vi.stubGlobal('innerWidth', 1080);
  vi.stubGlobal('innerHeight', 1920);
  await prepareWords('vi', bundledContent.screens);
});
afterAll(() => vi.unstubAllGlobals());

describe.each(bundledContent.languages)('in %s', (language) => {
  test.each(Object.keys({ ...examples, ...officerExamples, ...dialogExamples }))(
    '%s has one heading, buttons with words, and nothing left unsaid',
    async (name) => {
      await words.changeLanguage(language);
      const dialog = dialogExamples[name] ?? null;
      const shown = dialog === null ? examples[name] : examples['sheet-tools'];
      const view = { ...exampleView, ...shown, language };
      const officer = { ...closedOfficer, ...officerExamples[name], language };
      const markup = renderToStaticMarkup(
        <I18nextProvider i18n={words}>
          <PlaceContext
            value={{
              view,
              terminal: { ...exampleTerminal, languages: bundledContent.languages, screens: bundledContent.screens },
              catalogue: bundledContent.catalogue,
              words: bundledWords(language),
              printSlip: async () => true,
              send: () => undefined,
              portal: { ...closedPortal, dialog },
              portalAct: () => undefined,
              officer,
              officerAct: () => undefined,
              draft: '',
              setDraft: () => undefined,
              sendWords: async () => 'taken',
            }}
          >
            <Stage rooms={rooms} />
          </PlaceContext>
        </I18nextProvider>,
      );
      expect(markup.match(/<h1/g)).toEqual(['<h1']);
      // A host has the form of a key.
      const said = markup.replace(/<svg.*?<\/svg>/g, '').replaceAll(`>${dialog?.host}<`, '>a host<');
      expect(said.match(unsaid)).toBeNull();
    },
  );
});

test('every screen and every sheet has an example', () => {
  const shown = Object.values(examples).map((example) => ({ ...exampleView, ...example }));
  expect(new Set(shown.map(({ screen }) => screen)).size).toBe(10);
  expect(new Set(shown.map(({ sheet }) => sheet)).size).toBe(14);
});
