import {
  Baby,
  BedDouble,
  House,
  IdCard,
  type LucideIcon,
  ScrollText,
  Search as SearchShape,
  Smartphone,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type Topic, topics } from '../../../shared/catalogue/topics.ts';
import { Choice } from '../../ui/choice.tsx';
import { Icon, IconGround } from '../../ui/icon.tsx';
import { Pages } from '../../ui/pages.tsx';
import { Press } from '../../ui/press.tsx';
import { Frame } from '../frame.tsx';
import { usePlace } from '../place.ts';
import css from './choose.module.css';

const shapes: Record<Topic, LucideIcon> = {
  stay: BedDouble,
  home: House,
  family: Baby,
  papers: ScrollText,
  card: IdCard,
  account: Smartphone,
};

/** What it is about, in a few words; what happened comes next, and the name of the procedure follows from it. */
export function Choose() {
  const { t } = useTranslation();
  const { catalogue, send } = usePlace();
  const served = topics.filter((topic) =>
    catalogue.services.some((one) => one.situations.some((it) => it.topic === topic)),
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
        {served.map((topic) => (
          <Choice
            key={topic}
            icon={<IconGround of={shapes[topic]} />}
            title={t(`choose.topic.${topic}.title`)}
            note={t(`choose.topic.${topic}.note`)}
            onPress={() => send({ type: 'topic.chosen', topic })}
          />
        ))}
        <Press key="other" wide onPress={() => send({ type: 'elsewhere.opened' })}>
          {t('choose.other')}
        </Press>
      </Pages>
    </Frame>
  );
}
