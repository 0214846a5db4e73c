import type { Language as LanguageName } from '../../../shared/visit/visit-state.ts';
import { Pages } from '../../ui/pages.tsx';
import { words } from '../../words.ts';
import { Frame } from '../frame.tsx';
import { LanguageChoice } from '../language-choice.tsx';
import { usePlace } from '../place.ts';
import css from './language.module.css';

/** Each language asks in itself: who cannot read one is served by the other. */
export function Language() {
  const { terminal } = usePlace();
  const ask = (language: LanguageName): string => words.getFixedT(language)('language.title');
  const [first = 'vi', second, ...more] = terminal.languages;
  return (
    <Frame title={ask(first)}>
      {second === undefined ? null : (
        <p lang={second} className={css.again}>
          {ask(second)}
        </p>
      )}
      {more.length === 0 ? (
        <div className={css.languages}>
          {terminal.languages.map((language) => (
            <LanguageChoice key={language} language={language} />
          ))}
        </div>
      ) : (
        <Pages>
          {terminal.languages.map((language) => (
            <LanguageChoice key={language} language={language} />
          ))}
        </Pages>
      )}
    </Frame>
  );
}
