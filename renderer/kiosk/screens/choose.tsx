import { Search as SearchShape } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Choice } from '../../ui/choice.tsx';
import { CatalogueIcon, Icon } from '../../ui/icon.tsx';
import { Pages } from '../../ui/pages.tsx';
import { Press } from '../../ui/press.tsx';
import { Frame } from '../frame.tsx';
import { usePlace } from '../place.ts';
import css from './choose.module.css';

/** What happened in the resident's life; the name of the procedure follows from it. */
export function Choose() {
  const { t } = useTranslation();
  const { catalogue, words, send } = usePlace();
  const situations = catalogue.services.flatMap((service) =>
    service.situations.map(({ id, icon }) => {
      const spoken = words.services[service.id]?.situations[id];
      return (
        <Choice
          key={`${service.id} ${id}`}
          icon={<CatalogueIcon name={icon} />}
          title={spoken?.title ?? ''}
          note={spoken?.note}
          onPress={() => send({ type: 'service.chosen', service: service.id })}
        />
      );
    }),
  );
  return (
    <Frame title={t('choose.title')} lead={t('choose.lead')}>
      <div className={css.search}>
        <Press kind="choice" onPress={() => send({ type: 'search.opened' })}>
          <Icon of={SearchShape} size="large" />
          <span className={css.hint}>{t('choose.search')}</span>
        </Press>
      </div>
      <Pages>
        {situations}
        <Press key="other" wide onPress={() => send({ type: 'elsewhere.opened' })}>
          {t('choose.other')}
        </Press>
      </Pages>
    </Frame>
  );
}
