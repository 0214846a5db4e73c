import { useTranslation } from 'react-i18next';
import { Choice } from '../../ui/choice.tsx';
import { CatalogueIcon } from '../../ui/icon.tsx';
import { Pages } from '../../ui/pages.tsx';
import { Press } from '../../ui/press.tsx';
import { Frame } from '../frame.tsx';
import { usePlace } from '../place.ts';

/** What happened in the resident's life; the name of the procedure follows from it. */
export function Situations() {
  const { t } = useTranslation();
  const { view, catalogue, words, send } = usePlace();
  const situations = catalogue.services.flatMap((service) =>
    service.situations
      .filter(({ topic }) => topic === view.topic)
      .map(({ id, icon }) => {
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
    <Frame eyebrow={t(`choose.topic.${view.topic ?? 'stay'}.title`)} title={t('situations.title')}>
      <Pages>
        {situations}
        <Press key="other" wide onPress={() => send({ type: 'elsewhere.opened' })}>
          {t('choose.other')}
        </Press>
      </Pages>
    </Frame>
  );
}
