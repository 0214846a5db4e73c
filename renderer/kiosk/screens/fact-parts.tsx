import { useTranslation } from 'react-i18next';
import { citationOf } from '../../../shared/catalogue/citation.ts';
import type { ServiceFact } from '../../../shared/catalogue/schema.ts';
import { dayIn, localeOf } from '../../../shared/day.ts';
import type { Language } from '../../../shared/visit/visit-state.ts';
import { usePlace } from '../place.ts';
import css from './facts.module.css';

/** '7.000' or '7,000': a number as people of this language write it. */
function amountIn(language: Language, amount: number): string {
  return new Intl.NumberFormat(localeOf(language)).format(amount);
}

/** What it costs, online and at the desk, as large as anything on the screen. */
export function Fee({ title, fee }: { title: string; fee: NonNullable<ServiceFact['fee']> }) {
  const { t } = useTranslation();
  const { view } = usePlace();
  const prices = [
    [fee.online, t('facts.online')],
    [fee.desk, t('facts.desk')],
  ] as const;
  return (
    <>
      <p>{title}</p>
      <div className={css.prices}>
        {prices.map(([amount, where]) => (
          <p key={where} className={css.price}>
            <strong>{t('facts.money', { amount: amountIn(view.language, amount) })}</strong> <span>{where}</span>
          </p>
        ))}
      </div>
    </>
  );
}

/** On whose word statements stand and up to which day that was checked; nothing where there are none. */
export function SourceLine({ statements }: { statements: Pick<ServiceFact, 'law' | 'source' | 'checkedOn'>[] }) {
  const { t } = useTranslation();
  const { view, catalogue, words } = usePlace();
  const citation = citationOf(catalogue, words, statements);
  if (citation === null) return null;
  const source = new Intl.ListFormat(localeOf(view.language), { type: 'conjunction' }).format(citation.names);
  return <p className={css.source}>{t('facts.source', { source, day: dayIn(view.language, citation.checkedOn) })}</p>;
}
