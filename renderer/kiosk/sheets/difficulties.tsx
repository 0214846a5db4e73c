import { useTranslation } from 'react-i18next';
import { difficultiesFor, findStep } from '../../../shared/catalogue/guide.ts';
import { otherDifficulty } from '../../../shared/visit/other-difficulty.ts';
import { Choice } from '../../ui/choice.tsx';
import { CatalogueIcon } from '../../ui/icon.tsx';
import { Pages } from '../../ui/pages.tsx';
import { Press } from '../../ui/press.tsx';
import { Frame } from '../frame.tsx';
import { usePlace, useService } from '../place.ts';

/** Where it is stuck: what is likely at this stage; then the rest; then 'none of these'. */
export function Difficulties() {
  const { t } = useTranslation();
  const { view, catalogue, words, send } = usePlace();
  const { service } = useService();
  const stage = findStep(service, view.step ?? '')?.stage ?? 'track';
  const { likely, others } = difficultiesFor(catalogue, service, stage);
  const more = view.sheet === 'more-difficulties';
  const next = (): void =>
    send(more ? { type: 'difficulty.chosen', difficulty: otherDifficulty } : { type: 'difficulty.more' });
  return (
    <Frame
      title={more ? t('difficulties.moreTitle') : t('difficulties.title')}
      {...(more ? {} : { lead: t('difficulties.lead') })}
    >
      <Pages>
        {(more ? others : likely).map(({ id, icon }) => (
          <Choice
            key={id}
            icon={<CatalogueIcon name={icon} />}
            title={words.difficulties[id]?.title ?? ''}
            note={words.difficulties[id]?.note}
            onPress={() => send({ type: 'difficulty.chosen', difficulty: id })}
          />
        ))}
        <Press key={`last ${view.sheet}`} wide onPress={next}>
          {more ? t('difficulties.other') : t('difficulties.more')}
        </Press>
      </Pages>
    </Frame>
  );
}
