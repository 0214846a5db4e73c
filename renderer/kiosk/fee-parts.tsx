import { Wallet } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Fee, Sum } from '../../shared/fees/fee-of.ts';
import { dueUntil, feeReason, moneyIn, whenDue } from '../../shared/fees/say-fee.ts';
import type { TextSize } from '../../shared/visit/visit-state.ts';
import { Card } from '../ui/card.tsx';
import { Icon } from '../ui/icon.tsx';
import { Press } from '../ui/press.tsx';
import { usePlace, useService } from './place.ts';
import css from './screens/facts.module.css';
import { useFee, useSpeech } from './use-fee.ts';

/** Amounts as large as anything on the screen, each with when it is due. */
function Sums({ sums }: { sums: Sum[] }) {
  return (
    <div className={css.prices}>
      {sums.map((sum) => (
        <Amount key={sum.way} sum={sum} among={sums} />
      ))}
    </div>
  );
}

function Amount({ sum, among }: { sum: Sum; among: Sum[] }) {
  const speech = useSpeech();
  return (
    <p className={css.price}>
      <strong>{moneyIn(speech, sum.amount)}</strong> <span>{whenDue(speech, sum, among)}</span>
    </p>
  );
}

/** True where it is free for all whom it concerns. */
function costsNothing({ sums, certain }: Fee['cases'][number]): boolean {
  return certain && sums.every(({ amount, way }) => amount === 0 && way === 'any');
}

/** How long an amount holds and what comes then: under the columns, which are narrow. */
function Ends({ sum }: { sum: Sum }) {
  const speech = useSpeech();
  const until = dueUntil(speech, sum);
  return until === undefined ? null : (
    <p className={css.source}>
      {moneyIn(speech, sum.amount)} {until}
    </p>
  );
}

/** One fee: what it is for, and what it can be. */
export function FeeCaseText({ due, named }: { due: Fee['cases'][number]; named: boolean }) {
  const { t } = useTranslation();
  const { words } = useService();
  const speech = useSpeech();
  // What nobody pays for needs no columns.
  if (named && costsNothing(due)) {
    return (
      <p className={css.statement}>
        {words.facts[due.fact]?.title}: <strong>{moneyIn(speech, 0)}</strong>
      </p>
    );
  }
  return (
    <div className={css.statement}>
      {named ? <p>{words.facts[due.fact]?.title}</p> : null}
      <Sums sums={due.sums} />
      {due.sums.map((sum) => (
        <Ends key={sum.way} sum={sum} />
      ))}
      {due.certain ? null : <p className={css.uncertain}>{t('facts.askOfficer')}</p>}
    </div>
  );
}

/** Why it is this sum and how long; null where the table alone says it. */
export function FeeReasonText() {
  const reason = feeReason(useSpeech(), useFee());
  return reason === undefined ? null : <p>{reason}</p>;
}

/** As many as are read at one glance. */
const mostInCard = 2;

/** Fees as items for pages: `most` a card, or, where letters are large, a card for each sum and a line for its end. */
export function feeCards(cases: Fee['cases'], textSize: TextSize, named: boolean, most = mostInCard): ReactNode[] {
  if (textSize !== 'M')
    return cases.flatMap((due) =>
      due.sums.flatMap((sum) => {
        const key = `${due.fact} ${sum.way}`;
        const card = <SumCard key={key} due={due} sum={sum} named={named} />;
        return sum.until === null || sum.way === 'waived' ? [card] : [card, <Ends key={`end ${key}`} sum={sum} />];
      }),
    );
  const cards = cases.flatMap((_, index) => (index % most === 0 ? [cases.slice(index, index + most)] : []));
  return cards.map((some) => <FeeCard key={some.map(({ fact }) => fact).join()} cases={some} named={named} />);
}

/** The sum at the step where it is paid, with its reason, as items for pages: the step's own buttons leave them little room. */
export function feeItems({ cases, reason }: Fee, textSize: TextSize): ReactNode[] {
  const named = cases.length > 1;
  if (textSize === 'M' && cases.length > 0 && cases.length <= mostInCard)
    return [<FeeCard key="fee" labelled cases={cases} named={named} last={<FeeReasonText />} />];
  return [...feeCards(cases, textSize, named, 1), ...(reason === null ? [] : [<FeeReasonText key="reason" />])];
}

function SumCard({ due, sum, named }: { due: Fee['cases'][number]; sum: Sum; named: boolean }) {
  const { t } = useTranslation();
  const { words } = useService();
  return (
    <Card label={named ? (words.facts[due.fact]?.title ?? '') : t('facts.fee')}>
      <Amount sum={sum} among={due.sums} />
      {due.certain ? null : <p className={css.uncertain}>{t('facts.askOfficer')}</p>}
    </Card>
  );
}

function FeeCard({
  cases,
  named,
  labelled = false,
  last,
}: {
  cases: Fee['cases'];
  named: boolean;
  /** Large letters need its room; the step's heading says that this is the fee. */
  labelled?: boolean;
  last?: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <Card {...(labelled ? { label: t('facts.fee') } : {})}>
      {cases.map((due) => (
        <FeeCaseText key={due.fact} due={due} named={named} />
      ))}
      {last}
    </Card>
  );
}

/** Leads to the questions; or, where they are answered, to the sum with its reason. */
export function AskFee() {
  const { t } = useTranslation();
  const { send } = usePlace();
  return (
    <Press wide onPress={() => send({ type: 'fee.opened' })}>
      <Icon of={Wallet} />
      {t('fee.ask')}
    </Press>
  );
}
