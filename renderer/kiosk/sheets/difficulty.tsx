import { Check, PenLine } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { otherDifficulty } from '../../../shared/visit/other-difficulty.ts';
import { Card, NumberedCard } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Pages } from '../../ui/pages.tsx';
import { Press } from '../../ui/press.tsx';
import { Frame } from '../frame.tsx';
import { usePlace } from '../place.ts';
import { SourceLine } from '../screens/fact-parts.tsx';
import { unbroken } from '../unbroken.ts';

/** Help at once, in numbered plain steps; what does not help calls the officer. */
export function Difficulty() {
  const { t } = useTranslation();
  const { view, terminal, catalogue, words, send } = usePlace();
  const difficulty = catalogue.difficulties.find((known) => known.id === view.difficulty);
  const spoken = words.difficulties[view.difficulty ?? ''];
  const unknown = view.difficulty === otherDifficulty || spoken === undefined;
  const help = unknown ? [t('difficulty.otherHelp', { desk: unbroken(terminal.helpDesk) })] : spoken.help;
  return (
    <Frame
      eyebrow={unknown ? undefined : spoken.title}
      title={
        unknown ? t('difficulty.otherTitle') : help.length === 1 ? t('difficulty.titleOne') : t('difficulty.title')
      }
      actions={
        <>
          <Press kind="main" onPress={() => send({ type: 'difficulty.answered', solved: true })}>
            <Icon of={Check} />
            {unknown ? t('difficulty.otherSolved') : t('difficulty.solved')}
          </Press>
          <Press onPress={() => send({ type: 'difficulty.answered', solved: false })}>
            {unknown ? t('difficulty.otherUnsolved') : t('difficulty.unsolved')}
          </Press>
        </>
      }
    >
      <Pages>
        {help.length === 1 ? (
          <Card key="only">
            <p>{help[0]}</p>
          </Card>
        ) : (
          help.map((line, index) => (
            <NumberedCard key={line} number={index + 1}>
              {line}
            </NumberedCard>
          ))
        )}
        {view.words === 'off' ? null : <WordsOffer key={`words ${view.words}`} />}
        {difficulty?.leadsTo.map((id) => (
          <Card key={`to ${id}`} label={t('difficulty.leadsTo')}>
            <p>{words.services[id]?.plainName}</p>
          </Card>
        ))}
        {difficulty === undefined ? null : <SourceLine key="source" statements={[difficulty]} />}
      </Pages>
    </Frame>
  );
}

/** To say more, for those who want to; afterwards that it was taken. */
function WordsOffer() {
  const { t } = useTranslation();
  const { view, send } = usePlace();
  if (view.words === 'taken') {
    return (
      <Card>
        <p>{t('words.taken')}</p>
      </Card>
    );
  }
  return (
    <Press wide onPress={() => send({ type: 'words.opened' })}>
      <Icon of={PenLine} />
      {t('words.open')}
    </Press>
  );
}
