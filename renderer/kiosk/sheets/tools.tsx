import { ArrowLeft, FilePen, House, IdCard, Images, RotateCw, Smartphone, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Choice } from '../../ui/choice.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Pages } from '../../ui/pages.tsx';
import { Frame } from '../frame.tsx';
import { usePlace, useService } from '../place.ts';

/** What can be done with the portal's page as a whole. */
export function Tools() {
  const { t } = useTranslation();
  const { terminal, portal, send, portalAct } = usePlace();
  const { service } = useService();
  const page = (act: 'back' | 'reload' | 'entry' | 'home') => (): void => {
    portalAct({ act });
    send({ type: 'back' });
  };
  return (
    <Frame title={t('tools.title')}>
      <Pages>
        {portal.canGoBack ? (
          <Choice key="back" icon={<Icon of={ArrowLeft} />} title={t('tools.back.title')} onPress={page('back')} />
        ) : null}
        <Choice
          key="reload"
          icon={<Icon of={RotateCw} />}
          title={t('tools.reload.title')}
          note={t('tools.reload.note')}
          onPress={page('reload')}
        />
        {portal.hasEntry ? (
          <Choice key="entry" icon={<Icon of={FilePen} />} title={t('tools.entry.title')} onPress={page('entry')} />
        ) : null}
        <Choice key="home" icon={<Icon of={House} />} title={t('tools.home.title')} onPress={page('home')} />
        {terminal.cardReader === 'none' ? null : (
          <Choice
            key="card"
            icon={<Icon of={IdCard} />}
            title={t('tools.card.title')}
            note={t('tools.card.note')}
            onPress={() => send({ type: 'card.opened' })}
          />
        )}
        <Choice
          key="photos"
          icon={<Icon of={Images} />}
          title={t('tools.photos.title')}
          onPress={() => send({ type: 'photos.opened' })}
        />
        {service.inVneid ? (
          <Choice
            key="vneid"
            icon={<Icon of={Smartphone} />}
            title={t('tools.vneid.title')}
            note={t('tools.vneid.note')}
            onPress={() => send({ type: 'filing-way.chosen', filingWay: 'vneid' })}
          />
        ) : null}
        <Choice
          key="close"
          icon={<Icon of={X} />}
          title={t('tools.close.title')}
          note={t('tools.close.note')}
          onPress={() => send({ type: 'portal.closed' })}
        />
      </Pages>
    </Frame>
  );
}
