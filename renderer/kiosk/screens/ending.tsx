import { CircleHelp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { stationCount } from '../../../shared/catalogue/guide.ts';
import { NumberedCard } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Pages } from '../../ui/pages.tsx';
import { Press } from '../../ui/press.tsx';
import { Way } from '../../ui/way.tsx';
import { Frame } from '../frame.tsx';
import { usePlace, useService } from '../place.ts';
import { WayHere } from '../way-here.tsx';
import facts from './facts.module.css';

/** What happens next, in order. Coming back with the right paper is an ending too, and no failure. */
export function Ending() {
  const { t } = useTranslation();
  const { view, send } = usePlace();
  const { service, words } = useService();
  const ending = words.endings[view.ending ?? ''];
  const filed = service.guide.endings.find(({ id }) => id === view.ending)?.kind === 'filed';
  const count = stationCount(service);
  const arrived = (
    <>
      <Way station={count + 1} count={count} />
      <p className={facts.eyebrow}>{words.officialName}</p>
    </>
  );
  return (
    <Frame
      eyebrow={filed ? arrived : <WayHere />}
      title={ending?.title ?? ''}
      lead={ending?.body ?? ''}
      actions={
        <>
          <Press kind="main" onPress={() => send({ type: 'left' })}>
            {t('ending.done')}
          </Press>
          <Press onPress={() => send({ type: 'difficulty.opened' })}>
            <Icon of={CircleHelp} />
            {t('ending.difficulty')}
          </Press>
        </>
      }
    >
      <Pages>
        {ending?.next.map((line, index) => (
          <NumberedCard key={line} number={index + 1}>
            {line}
          </NumberedCard>
        ))}
      </Pages>
    </Frame>
  );
}
