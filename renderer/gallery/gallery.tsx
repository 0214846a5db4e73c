import { createRoot } from 'react-dom/client';
import { textSizes, themes } from '../../shared/visit/visit-state.ts';
import { examples, exampleView } from '../kiosk/examples.ts';
import { Kiosk } from '../kiosk/kiosk.tsx';
import { officerExamples } from '../kiosk/officer/examples.ts';
import { prepareWords } from '../words.ts';
import { exampleBridge, terminalWithWords } from './example-bridge.ts';
import './gallery.css';

/** `?example=step-asks&language=en&size=XL&theme=yellow-on-black` shows one; without it, the list of all. */
const asked = new URLSearchParams(location.search);
const oneOf = <T extends string>(known: readonly T[], name: string): T | undefined =>
  known.find((candidate) => candidate === asked.get(name));

const view = {
  ...exampleView,
  ...examples[asked.get('example') ?? ''],
  language: oneOf(terminalWithWords.languages, 'language') ?? exampleView.language,
  textSize: oneOf(textSizes, 'size') ?? exampleView.textSize,
  theme: oneOf(themes, 'theme') ?? exampleView.theme,
};
const shown = officerExamples[asked.get('example') ?? ''];
const officer = shown && { ...shown, language: view.language, textSize: view.textSize };
await prepareWords(view.language, terminalWithWords.screens);
// On the glass the first screen has brought them before anything is measured.
await Promise.all([400, 600, 700].map((weight) => document.fonts.load(`${weight} 1em 'Be Vietnam Pro'`, 'Aữ')));

const element = document.getElementById('root');
if (element === null) throw new Error('index.html has no root');
createRoot(element).render(
  asked.has('example') ? (
    <Kiosk bridge={exampleBridge(view, officer)} terminal={terminalWithWords} firstView={view} />
  ) : (
    <List />
  ),
);

function List() {
  const look = (example: string, language: string, size: string, theme: string): string =>
    `?${new URLSearchParams({ example, language, size, theme })}`;
  return (
    <ul data-gallery="">
      {Object.keys({ ...examples, ...officerExamples }).map((example) => (
        <li key={example}>
          {example}
          {terminalWithWords.languages.flatMap((language) =>
            textSizes.flatMap((size) =>
              themes.map((theme) => (
                <a key={`${language} ${size} ${theme}`} href={look(example, language, size, theme)}>
                  {[language, size, theme].join(' ')}
                </a>
              )),
            ),
          )}
        </li>
      ))}
    </ul>
  );
}
