import { useTranslation } from 'react-i18next';
import { citationOf, sayCitation } from '../../../shared/catalogue/citation.ts';
import type { ServiceFact } from '../../../shared/catalogue/schema.ts';
import { usePlace } from '../place.ts';
import css from './facts.module.css';

/** On whose word statements stand and up to which day that was checked; nothing where there are none. */
export function SourceLine({ statements }: { statements: Pick<ServiceFact, 'law' | 'source' | 'checkedOn'>[] }) {
  const { t } = useTranslation();
  const { view, catalogue, words } = usePlace();
  const sentence = sayCitation((key, gaps) => t(key, gaps), view.language, citationOf(catalogue, words, statements));
  return sentence === null ? null : <p className={css.source}>{sentence}</p>;
}
