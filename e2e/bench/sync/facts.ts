import type { FactBody, FactKind } from '../../../shared/facts/facts.ts';
import { pick, seeded } from '../../../tools/simulate/random.ts';

/** One fact of any kind with its body. */
export type AnyFact = { [K in FactKind]: [kind: K, body: FactBody<K>] }[FactKind];

const services = ['dang-ky-tam-tru', 'tach-ho', 'dinh-danh-dien-tu', 'cap-doi-can-cuoc'] as const;
const difficulties = ['D01', 'D02', 'D05', 'D11', 'D20'] as const;
const steps = ['log-in', 'choose-agency', 'upload-papers', 'review'] as const;

/** What residents leave, by the same seed the same: difficulties, answers, ends of visits, ratings. */
export function* residentsFacts(count: number, seed: number): Generator<AnyFact> {
  const random = seeded(seed);
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');
  for (let made = 0; made < count; ) {
    const visit = `0199${hex(4)}-${hex(4)}-7${hex(3)}-8${hex(3)}-${hex(12)}`;
    const service = pick(random, services);
    const difficulty = pick(random, difficulties);
    const step = pick(random, steps);
    const facts: AnyFact[] = [
      ['difficulty.reported', { visit, difficulty, service, step }],
      ['difficulty.answered', { visit, difficulty, solved: random() < 0.6 }],
      ['visit.rated', { visit, rating: 1 + Math.floor(random() * 5) }],
    ];
    for (const fact of facts.slice(0, count - made)) yield fact;
    made += facts.length;
  }
}
