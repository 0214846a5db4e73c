import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Press } from '../../ui/press.tsx';
import { Frame } from '../frame.tsx';
import { usePlace } from '../place.ts';
import { unbroken } from '../unbroken.ts';

/** The call is noted. Nobody is promised who is not told yet: the way to the desk stands beside it. */
export function Help() {
  const { t } = useTranslation();
  const { terminal, send } = usePlace();
  const desk = unbroken(terminal.helpDesk);
  return (
    <Frame
      title={t('help.title')}
      lead={t('help.body', { desk })}
      actions={
        <>
          <Press kind="main" onPress={() => send({ type: 'help.closed', how: 'met' })}>
            <Icon of={Check} />
            {t('help.met')}
          </Press>
          <Press onPress={() => send({ type: 'help.closed', how: 'cancelled' })}>{t('help.cancelled')}</Press>
        </>
      }
    >
      <Card>
        <p>{t('help.go', { desk })}</p>
      </Card>
    </Frame>
  );
}
