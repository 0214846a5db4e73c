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

/** One of the sums that a fee can be. */
function Amount({ sum, among }: { sum: Sum; among: Sum[] }) {
  const speech = useSpeech();
  return (
    <p className={css.price}>
      <strong>{moneyIn(speech, sum.amount)}</strong> <span>{whenDue(speech, sum, among)}</span>{' '}
      <span>{dueUntil(speech, sum)}</span>
    </p>
  );
}

/** True where it is free for all whom it concerns. */
function costsNothing({ sums, certain }: Fee['cases'][number]): boolean {
  return certain && sums.every(({ amount, way }) => amount === 0 && way === 'any');
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
      {due.certain ? null : <p className={css.uncertain}>{t('facts.askOfficer')}</p>}
    </div>
  );
}

/** Why it is this sum and how long; null where the table alone says it. */
export function FeeReasonText() {
  const reason = feeReason(useSpeech(), useFee());
  return reason === undefined ? null : <p>{reason}</p>;
}

/** The sum at the step where it is paid, as items for pages: large letters need a page for each fee, the largest for each sum. */
export function feeItems({ cases, reason }: Fee, textSize: TextSize): ReactNode[] {
  const named = cases.length > 1;
  const why = reason === null ? [] : [<FeeReasonText key="reason" />];
  if (textSize === 'XL') return [...cases.flatMap((due) => sumCards(due, named)), ...why];
  const cards = textSize === 'M' ? inPairs(cases) : cases.map((due) => [due]);
  const because = textSize === 'M' ? <FeeReasonText /> : null;
  return [
    ...cards.map((some, card) => (
      <FeeCard
        key={some.map(({ fact }) => fact).join()}
        cases={some}
        named={named}
        last={card === cards.length - 1 ? because : null}
      />
    )),
    ...(textSize === 'M' ? [] : why),
  ];
}

/** A card for each sum of a fee. */
function sumCards(due: Fee['cases'][number], named: boolean): ReactNode[] {
  return due.sums.map((sum) => <SumCard key={`${due.fact} ${sum.way}`} due={due} sum={sum} named={named} />);
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

/** Two fees fill a card; what nobody pays for takes a line each and stands together. */
function inPairs(cases: Fee['cases']): Fee['cases'][] {
  const due = cases.filter((each) => !costsNothing(each));
  const pairs = due.flatMap((_, place) => (place % 2 === 0 ? [due.slice(place, place + 2)] : []));
  const free = cases.filter(costsNothing);
  return free.length === 0 ? pairs : [...pairs, free];
}

function FeeCard({ cases, named, last }: { cases: Fee['cases']; named: boolean; last: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Card label={t('facts.fee')}>
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
