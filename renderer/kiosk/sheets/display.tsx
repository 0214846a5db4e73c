import { ALargeSmall } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { textSizes, themes } from '../../../shared/visit/visit-state.ts';
import { Icon } from '../../ui/icon.tsx';
import { Press } from '../../ui/press.tsx';
import { Frame } from '../frame.tsx';
import { usePlace } from '../place.ts';
import css from './display.module.css';

/** Text size and colours; each change is seen at once. */
export function Display() {
  const { t } = useTranslation();
  const { view, send } = usePlace();
  return (
    <Frame
      title={t('display.title')}
      actions={
        <Press kind="main" onPress={() => send({ type: 'back' })}>
          {t('display.done')}
        </Press>
      }
    >
      <h2 className={css.label}>{t('display.sizes')}</h2>
      <div className={css.sizes}>
        {textSizes.map((textSize) => (
          <Press
            key={textSize}
            kind="choice"
            guarded={false}
            pressed={view.textSize === textSize}
            onPress={() => send({ type: 'text-size.chosen', textSize })}
          >
            <span className={css.size}>
              <span className={css.letter} data-letter={textSize} aria-hidden="true">
                A
              </span>
              {t(`display.size.${textSize}`)}
            </span>
          </Press>
        ))}
      </div>
      <h2 className={css.label}>{t('display.themes')}</h2>
      <div className={css.themes}>
        {themes.map((theme) => (
          <Press
            key={theme}
            kind="choice"
            guarded={false}
            pressed={view.theme === theme}
            onPress={() => send({ type: 'theme.chosen', theme })}
          >
            <span className={css.swatch} data-swatch={theme} aria-hidden="true">
              <Icon of={ALargeSmall} />
            </span>
            {t(`display.theme.${theme}`)}
          </Press>
        ))}
      </div>
    </Frame>
  );
}
