import { useTranslation } from 'react-i18next';
import { Pages } from '../../ui/pages.tsx';
import { Frame } from '../frame.tsx';
import { LanguageChoice } from '../language-choice.tsx';
import { usePlace } from '../place.ts';

/** All languages, in the middle of whatever one is doing: the step stays. */
export function Languages() {
  const { t } = useTranslation();
  const { terminal } = usePlace();
  return (
    <Frame title={t('language.title')}>
      <Pages>
        {terminal.languages.map((language) => (
          <LanguageChoice key={language} language={language} />
        ))}
      </Pages>
    </Frame>
  );
}
