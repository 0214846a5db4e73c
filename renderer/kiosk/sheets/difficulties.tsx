import { useTranslation } from 'react-i18next';
import { difficultiesFor, findStep } from '../../../shared/catalogue/guide.ts';
import type { Difficulty } from '../../../shared/catalogue/schema.ts';
import { otherDifficulty } from '../../../shared/visit/other-difficulty.ts';
import { Choice } from '../../ui/choice.tsx';
import { CatalogueIcon } from '../../ui/icon.tsx';
import { type PageItem, Pages } from '../../ui/pages.tsx';
import { Press } from '../../ui/press.tsx';
import { Frame } from '../frame.tsx';
import { usePlace, useService } from '../place.ts';
import { WayHere } from '../way-here.tsx';

/** Where it is stuck: what is likely at this stage; then the rest; then 'none of these', recorded without words. */
export function Difficulties() {
  const { t } = useTranslation();
  const { view, catalogue, words, send } = usePlace();
  const { service } = useService();
  const stage = findStep(service, view.step ?? '')?.stage ?? 'track';
  const { likely, others } = difficultiesFor(catalogue, service, stage);
  const more = view.sheet === 'more-difficulties';
  const items: PageItem[] = (more ? others : likely).map((difficulty) => ({
    key: difficulty.id,
    node: <DifficultyChoice difficulty={difficulty} words={words.difficulties[difficulty.id]} />,
  }));
  const last: PageItem = {
    key: 'last',
    node: (
      <Press
        wide
        onPress={() => send(more ? { type: 'difficulty.chosen', difficulty: otherDifficulty } : { type: 'difficulty.more' })}
      >
        {more ? t('difficulties.other') : t('difficulties.more')}
      </Press>
    ),
  };
  return (
    <Frame
      eyebrow={<WayHere />}
      title={more ? t('difficulties.moreTitle') : t('difficulties.title')}
      {...(more ? {} : { lead: t('difficulties.lead') })}
    >
      <Pages items={[...items, last]} />
    </Frame>
  );
}

function DifficultyChoice({ difficulty, words }: { difficulty: Difficulty; words: { title: string; note?: string | undefined } | undefined }) {
  const { send } = usePlace();
  return (
    <Choice
      icon={<CatalogueIcon name={difficulty.icon} />}
      title={words?.title ?? ''}
      note={words?.note}
      onPress={() => send({ type: 'difficulty.chosen', difficulty: difficulty.id })}
    />
  );
}
