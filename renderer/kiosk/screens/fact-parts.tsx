import { useTranslation } from 'react-i18next';
import { citationOf } from '../../../shared/catalogue/citation.ts';
import type { ServiceFact } from '../../../shared/catalogue/schema.ts';
import { dayIn, localeOf } from '../../../shared/day.ts';
import { usePlace } from '../place.ts';
import css from './facts.module.css';

/** On whose word statements stand and up to which day that was checked; nothing where there are none. */
export function SourceLine({ statements }: { statements: Pick<ServiceFact, 'law' | 'source' | 'checkedOn'>[] }) {
  const { t } = useTranslation();
  const { view, catalogue, words } = usePlace();
  const citation = citationOf(catalogue, words, statements);
  if (citation === null) return null;
  const source = new Intl.ListFormat(localeOf(view.language), { type: 'conjunction' }).format(citation.names);
  return <p className={css.source}>{t('facts.source', { source, day: dayIn(view.language, citation.checkedOn) })}</p>;
}
