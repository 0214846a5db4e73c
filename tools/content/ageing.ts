import { isLongUnchecked } from '../../shared/catalogue/guide.ts';
import type { statementsIn } from '../../shared/catalogue/law-lint.ts';

/** How a statement stands on a day, where it needs somebody's eyes. */
export type Concern = 'expired' | 'not yet' | 'low confidence' | 'not checked';

type Statement = Pick<ReturnType<typeof statementsIn>[number], 'validFrom' | 'validTo' | 'confidence' | 'checkedOn'>;

/** What is wrong with a statement's age or certainty on `today` (YYYY-MM-DD); null when nothing is. */
export function concernOf(statement: Statement, today: string): Concern | null {
  if (statement.validTo !== null && statement.validTo < today) return 'expired';
  if (statement.validFrom !== null && statement.validFrom > today) return 'not yet';
  if (statement.confidence === 'low') return 'low confidence';
  return isLongUnchecked(statement, today) ? 'not checked' : null;
}
