import { useTranslation } from 'react-i18next';
import { findStep, stationCount } from '../../shared/catalogue/guide.ts';
import { Way } from '../ui/way.tsx';
import { usePlace, useService } from './place.ts';
import css from './screens/facts.module.css';

/** Which service, which step of how many: in words and as the way. */
export function WayHere() {
  const { t } = useTranslation();
  const { view } = usePlace();
  const { service, words } = useService();
  const station = findStep(service, view.step ?? '')?.station ?? 1;
  const count = stationCount(service);
  return (
    <>
      <Way station={station} count={count} />
      <p className={css.eyebrow}>{t('step.count', { service: words.officialName, step: station, count })}</p>
    </>
  );
}
