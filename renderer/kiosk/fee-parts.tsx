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
  const speech = useSpeech();
  return (
    <div className={css.prices}>
      {sums.map((sum) => (
        <p key={sum.way} className={css.price}>
          <strong>{moneyIn(speech, sum.amount)}</strong> <span>{whenDue(speech, sum, sums)}</span>{' '}
          <span>{dueUntil(speech, sum)}</span>
        </p>
      ))}
    </div>
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

/** The sum at the step where it is paid, as items for pages: large letters need a page for each fee. */
export function feeItems({ cases, reason }: Fee, textSize: TextSize): ReactNode[] {
  if (cases.length === 0) return [];
  const named = cases.length > 1;
  if (textSize === 'M') return [<FeeCard key="fee" cases={cases} named={named} last={<FeeReasonText />} />];
  return [
    ...cases.map((due) => <FeeCard key={due.fact} cases={[due]} named={named} />),
    ...(reason === null ? [] : [<FeeReasonText key="reason" />]),
  ];
}

function FeeCard({ cases, named, last }: { cases: Fee['cases']; named: boolean; last?: ReactNode }) {
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
