import { LogOut } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Heading } from '../ui/heading.tsx';
import { Icon } from '../ui/icon.tsx';
import { Press } from '../ui/press.tsx';
import css from './idle-warning.module.css';
import { usePlace } from './place.ts';
import { playSoftly } from './soft-sound.ts';

/** Covers everything that stood on the glass, says so by sight and sound, and asks one thing (K-21 to K-23). */
export function IdleWarning() {
  const { t } = useTranslation();
  const { view, send } = usePlace();
  const seconds = view.idleSecondsLeft ?? 0;
  useEffect(playSoftly, []);
  return (
    <main className={css.cover} data-idle-warning="">
      <Heading>{t('idle.title')}</Heading>
      <p>{t('idle.body')}</p>
      <p className={css.seconds}>{t('idle.seconds', { count: seconds })}</p>
      <div className={css.answers}>
        <Press kind="main" wide onPress={() => send({ type: 'stayed' })}>
          {t('idle.stay')}
        </Press>
        <Press kind="bar" wide onPress={() => send({ type: 'ended' })}>
          <Icon of={LogOut} />
          {t('bar.end')}
        </Press>
      </div>
    </main>
  );
}
