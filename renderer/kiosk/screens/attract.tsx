import { MapPin } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type Language, languages } from '../../../shared/visit/visit-state.ts';
import { Heading } from '../../ui/heading.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Press } from '../../ui/press.tsx';
import { WayPicture } from '../../ui/way-picture.tsx';
import { words } from '../../words.ts';
import { useClock } from '../clock.tsx';
import { usePlace } from '../place.ts';
import css from './attract.module.css';

/**
 * Nobody is here yet. The whole glass starts a visit; nothing moves, nothing sounds.
 */
export function Attract() {
  const { t } = useTranslation();
  const { terminal, send } = usePlace();
  const start = (): void => send({ type: 'started' });
  return (
    <main
      className={css.attract}
      onPointerUp={(event) =>
        event.target instanceof Element && event.target.closest('button') === null ? start() : undefined
      }
    >
      <section className={css.greeting}>
        <WayPicture />
        <p className={css.hall}>
          <Icon of={MapPin} />
          <span>{terminal.hall}</span>
          <OpeningHours />
        </p>
        <div className={css.words}>
          <Heading>{t('attract.greeting')}</Heading>
          <p>{t('attract.lead')}</p>
        </div>
      </section>
      <section className={css.start}>
        <Press kind="main" wide onPress={start}>
          {t('attract.start')}
        </Press>
        <div className={css.languages}>
          {languages.map((language) => (
            <LanguageButton key={language} language={language} />
          ))}
        </div>
        <p>{t('attract.ready')}</p>
        <p>{t('attract.noSecrets')}</p>
      </section>
    </main>
  );
}

function LanguageButton({ language }: { language: Language }) {
  const { send } = usePlace();
  return (
    <Press wide onPress={() => send({ type: 'language.chosen', language })}>
      <span lang={language}>{words.getFixedT(language)('language.name')}</span>
    </Press>
  );
}

function OpeningHours() {
  const { t } = useTranslation();
  const { openingHours } = usePlace().terminal;
  const time = useClock();
  if (openingHours === null) return <time>{time}</time>;
  const { opens, closes } = openingHours;
  const open = time >= opens && time < closes;
  return (
    <span>
      <time>{time}</time> · {open ? t('attract.openUntil', { closes }) : t('attract.openFrom', { opens })}
    </span>
  );
}
