import type { TFunction } from 'i18next';
import type { Catalogue, ServiceFact } from '../../../shared/catalogue/schema.ts';
import { dayIn } from '../../../shared/day.ts';
import type { Language } from '../../../shared/visit/visit-state.ts';

/** Two official texts say more than ten lines of press; the rest is in the catalogue. */
const sourcesNamed = 2;

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
