import { Angry, Annoyed, Frown, Laugh, type LucideIcon, Smile } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Heading } from '../../ui/heading.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Press } from '../../ui/press.tsx';
import { WayPicture } from '../../ui/way-picture.tsx';
import { usePlace } from '../place.ts';
import css from './farewell.module.css';

const faces: [rating: 1 | 2 | 3 | 4 | 5, shape: LucideIcon][] = [
  [5, Laugh],
  [4, Smile],
  [3, Annoyed],
  [2, Frown],
  [1, Angry],
];

/** Everything is wiped already; one question that may be left unanswered. */
export function Farewell() {
  const { t } = useTranslation();
  const { view, send } = usePlace();
  return (
    <main className={css.farewell}>
      <section className={css.wiped}>
        <WayPicture arrived />
        <Heading>{t('farewell.title')}</Heading>
        <p>{t('farewell.lead')}</p>
      </section>
      <section className={css.rating}>
        {view.rating === null ? (
          <>
            <h2>{t('farewell.question')}</h2>
            <div className={css.faces}>
              {faces.map(([rating, shape]) => (
                <Press key={rating} kind="choice" onPress={() => send({ type: 'rated', rating })}>
                  <Icon of={shape} size="large" />
                  {t(`farewell.rating.${rating}`)}
                </Press>
              ))}
            </div>
          </>
        ) : (
          <h2>{t('farewell.thanks')}</h2>
        )}
        <Press kind="main" wide onPress={() => send({ type: 'left' })}>
          {t('farewell.done')}
        </Press>
      </section>
    </main>
  );
}
