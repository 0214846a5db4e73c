import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Catalogue, ServiceFact } from '../../../shared/catalogue/schema.ts';
import { dayIn, localeOf } from '../../../shared/day.ts';
import type { Language } from '../../../shared/visit/visit-state.ts';
import { usePlace } from '../place.ts';
import css from './facts.module.css';

/** Two official texts say more than ten lines of press; the rest is in the catalogue. */
const sourcesNamed = 2;

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

/** Where statements come from and when they were last compared with it. */
export function sourceLine(
  t: TFunction,
  catalogue: Catalogue,
  statements: Pick<ServiceFact, 'source' | 'checkedOn'>[],
  language: Language,
): string {
  const named = new Map<string, number>();
  for (const key of statements.flatMap((statement) => statement.source)) named.set(key, (named.get(key) ?? 0) + 1);
  const most = [...named].toSorted(([, one], [, other]) => other - one).slice(0, sourcesNamed);
  const source = most.map(([key]) => catalogue.sources[key]?.title ?? key).join('; ');
  const oldest = statements.map((statement) => statement.checkedOn).toSorted()[0] ?? '';
  return t('facts.source', { source, day: dayIn(language, oldest) });
}
