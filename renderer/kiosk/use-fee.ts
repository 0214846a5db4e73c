import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Fee, feeOf } from '../../shared/fees/fee-of.ts';
import type { Say } from '../../shared/slip/say.ts';
import { trailOf } from '../../shared/visit/fee-answers.ts';
import { usePlace, useService } from './place.ts';
import { useToday } from './use-today.ts';

/** What the chosen service costs today, for who stands here as far as that is known. */
export function useFee(): Fee {
  const { view, catalogue } = usePlace();
  const { service } = useService();
  const today = useToday();
  return useMemo(
    () => feeOf({ service, catalogue, today, answers: view.feeAnswers, trail: trailOf(view) }),
    [service, catalogue, today, view],
  );
}

/** How amounts and days are said here. */
export function useSpeech(): { say: Say; language: string } {
  const { t } = useTranslation();
  return { say: (key, gaps = {}) => t(key, gaps), language: usePlace().view.language };
}
