import { Check, CircleHelp, RotateCcw, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { factsOn } from '../../../shared/catalogue/guide.ts';
import type { WaiverCondition } from '../../../shared/catalogue/waiver-schema.ts';
import { feeAnswers } from '../../../shared/fees/fee-of.ts';
import { feeReason, moneyIn } from '../../../shared/fees/say-fee.ts';
import { Card } from '../../ui/card.tsx';
import { Choice } from '../../ui/choice.tsx';
import { Icon, IconGround } from '../../ui/icon.tsx';
import { Pages } from '../../ui/pages.tsx';
import { Press } from '../../ui/press.tsx';
import { FeeReasonText, feeCards } from '../fee-parts.tsx';
import { Frame } from '../frame.tsx';
import { usePlace, useService } from '../place.ts';
import { SourceLine } from '../screens/fact-parts.tsx';
import { useFee, useSpeech } from '../use-fee.ts';
import { useToday } from '../use-today.ts';

/** What this costs for oneself: one question a screen, as few as change anything, then the sum. */
export function FeeSheet() {
  const { asks } = useFee();
  return asks === null ? <Result /> : <Question key={asks} asks={asks} />;
}

const icons = { yes: Check, no: X, unknown: CircleHelp };

function Question({ asks }: { asks: WaiverCondition }) {
  const { t } = useTranslation();
  const { send } = usePlace();
  const { words } = useService();
  return (
    <Frame eyebrow={words.officialName} title={t(`fee.question.${asks}.title`)} lead={t(`fee.question.${asks}.lead`)}>
      <Pages>
        {feeAnswers.map((answer) => (
          <Choice
            key={answer}
            icon={<IconGround of={icons[answer]} />}
            title={t(`fee.answer.${answer}`)}
            note={answer === 'unknown' ? t('fee.answer.unknownNote') : undefined}
            onPress={() => send({ type: 'fee.answered', condition: asks, answer })}
          />
        ))}
      </Pages>
    </Frame>
  );
}

function Result() {
  const { t } = useTranslation();
  const { view, send } = usePlace();
  const { service, words } = useService();
  const speech = useSpeech();
  const fee = useFee();
  const cases = fee.cases.filter(({ onTheWay }) => onTheWay);
  const amounts = new Set(cases.flatMap(({ sums }) => sums.map(({ amount }) => amount)));
  const [only] = amounts.size === 1 ? amounts : [];
  // Whoever belongs to one of them pays nothing, whatever was answered: the highest benefit applies.
  const exempt = factsOn(service, useToday()).filter(({ topic, fee: sum }) => topic === 'fee' && sum === undefined);
  // Above the reach line there is no room for it in the largest letters.
  const largest = view.textSize === 'XL';
  const told = service.facts.filter(({ id }) => cases.some(({ fact }) => fact === id));
  return (
    <Frame
      eyebrow={words.officialName}
      title={only === undefined ? t('fee.many') : t('fee.one', { money: moneyIn(speech, only) })}
      {...(largest ? {} : { lead: feeReason(speech, fee) })}
      actions={
        <>
          <Press kind="main" onPress={() => send({ type: 'back' })}>
            <Icon of={Check} />
            {t('fee.done')}
          </Press>
          <Press onPress={() => send({ type: 'fee.again' })}>
            <Icon of={RotateCcw} />
            {t('fee.again')}
          </Press>
        </>
      }
    >
      <Pages key={JSON.stringify(view.feeAnswers)}>
        {only === undefined ? feeCards(cases, view.textSize, cases.length > 1) : null}
        {largest ? <FeeReasonText key="reason" /> : null}
        {only === 0
          ? null
          : exempt.map(({ id }) => (
              <Card key={id} label={t('fee.also')}>
                <p>{words.facts[id]?.title}</p>
              </Card>
            ))}
        <SourceLine key="source" statements={fee.waiver === null ? told : [fee.waiver, ...told]} />
      </Pages>
    </Frame>
  );
}
