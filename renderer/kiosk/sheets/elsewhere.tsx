import { BellRing } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icon.tsx';
import { Press } from '../../ui/press.tsx';
import { Frame } from '../frame.tsx';
import { usePlace } from '../place.ts';
import { unbroken } from '../unbroken.ts';

/** What the kiosk cannot do yet, said plainly, with somebody who can. */
export function Elsewhere() {
  const { t } = useTranslation();
  const { terminal, catalogue, words, send } = usePlace();
  const services = catalogue.services.map(({ id }) => words.services[id]?.officialName ?? '').join(', ');
  return (
    <Frame
      title={t('elsewhere.title')}
      lead={t('elsewhere.body', { services, desk: unbroken(terminal.helpDesk) })}
      actions={
        <>
          <Press kind="help" onPress={() => send({ type: 'help.called' })}>
            <Icon of={BellRing} />
            {t('elsewhere.call')}
          </Press>
          <Press onPress={() => send({ type: 'back' })}>{t('elsewhere.back')}</Press>
        </>
      }
    />
  );
}
