import type { Content } from '../../shared/catalogue/content.ts';
import { wordsOn } from '../../shared/catalogue/words-on.ts';
import { dayIn, today } from '../../shared/day.ts';
import { feeOf } from '../../shared/fees/fee-of.ts';
import { sayer } from '../../shared/slip/say.ts';
import { type Slip, slipOf } from '../../shared/slip/slip.ts';
import { trailOf } from '../../shared/visit/fee-answers.ts';
import type { VisitView } from '../../shared/visit/view.ts';

/** The slip of the ending that is shown, in the language it is shown in; null when no ending is. `now`: wall clock, ms. */
export function slipOfView(
  { catalogue, words, screens }: Content,
  view: VisitView,
  { hall, now }: { hall: string; now: number },
): { slip: Slip; language: string } | null {
  const { service: id, ending, language } = view;
  const service = catalogue.services.find((known) => known.id === id);
  const say = screens[language];
  const dated = words[language];
  if (service === undefined || dated === undefined || say === undefined || ending === null) return null;
  const day = today(now);
  const { services, law } = wordsOn(dated, day);
  const spoken = services[service.id];
  if (spoken === undefined) return null;
  const slip = slipOf({
    catalogue,
    service,
    words: spoken,
    law,
    ending,
    fee: feeOf({ service, catalogue, today: day, answers: view.feeAnswers, trail: trailOf(view) }),
    hall,
    say: sayer(say),
    language,
    today: day,
    day: dayIn(language, day),
  });
  return { slip, language };
}
