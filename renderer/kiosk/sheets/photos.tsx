import { BellRing } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { NumberedCard } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Pages } from '../../ui/pages.tsx';
import { Press } from '../../ui/press.tsx';
import { Frame } from '../frame.tsx';
import { usePlace } from '../place.ts';

/** The page asks for a file, and the kiosk has none of anybody: what one does instead. */
export function Photos() {
  const { t } = useTranslation();
  const { send } = usePlace();
  return (
    <Frame
      title={t('photos.title')}
      lead={t('photos.lead')}
      actions={
        <Press kind="help" onPress={() => send({ type: 'help.called' })}>
          <Icon of={BellRing} />
          {t('photos.officer')}
        </Press>
      }
    >
      <Pages>
        <NumberedCard key="phone" number={1}>
          {t('photos.phone')}
        </NumberedCard>
        <NumberedCard key="continue" number={2}>
          {t('photos.continue')}
        </NumberedCard>
        <NumberedCard key="desk" number={3}>
          {t('photos.desk')}
        </NumberedCard>
      </Pages>
    </Frame>
  );
}
