import { type Language as LanguageName, languages } from '../../../shared/visit/visit-state.ts';
import { Choice } from '../../ui/choice.tsx';
import { words } from '../../words.ts';
import { Frame } from '../frame.tsx';
import { usePlace } from '../place.ts';
import css from './language.module.css';

/** Each language asks in itself: who cannot read one is served by the other. */
export function Language() {
  const { send } = usePlace();
  const say = (language: LanguageName, key: 'title' | 'name' | 'note'): string =>
    words.getFixedT(language)(`language.${key}`);
  const [first, ...others] = languages;
  return (
    <Frame title={say(first, 'title')}>
      {others.map((language) => (
        <p key={language} lang={language} className={css.again}>
          {say(language, 'title')}
        </p>
      ))}
      <div className={css.languages}>
        {languages.map((language) => (
          <div key={language} lang={language}>
            <Choice
              title={say(language, 'name')}
              note={say(language, 'note')}
              onPress={() => send({ type: 'language.chosen', language })}
            />
          </div>
        ))}
      </div>
    </Frame>
  );
}
