import { isLongUnchecked } from '../../shared/catalogue/guide.ts';
import type { Catalogue } from '../../shared/catalogue/schema.ts';

/** How a statement stands on a day, where it needs somebody's eyes. */
export type Concern = 'expired' | 'not yet' | 'low confidence' | 'not checked';

export interface Statement {
  where: string;
  validFrom: string | null;
  validTo: string | null;
  confidence: 'high' | 'medium' | 'low';
  checkedOn: string;
}

/** Every dated statement of the catalogue with where it stands. */
export function statementsOf({ services, difficulties, contacts, maps, portals, waivers }: Catalogue): Statement[] {
  return [
    ...services.flatMap((service) => [
      ...service.facts.map((fact) => ({ ...fact, where: `${service.id}, fact ${fact.id}` })),
      ...service.guide.steps.map((step) => ({ ...step, where: `${service.id}, step ${step.id}` })),
    ]),
    ...difficulties.map((difficulty) => ({ ...difficulty, where: `difficulty ${difficulty.id}` })),
    ...contacts.map((contact) => ({ ...contact, where: `contact ${contact.id}` })),
    ...maps.map((map) => ({ ...map, where: `map ${map.id}` })),
    ...portals.map((portal) => ({ ...portal, where: `portal ${portal.id}` })),
    ...waivers.map((waiver) => ({ ...waiver, where: `waiver ${waiver.id}` })),
  ];
}

/** What is wrong with a statement's age or certainty on `today` (YYYY-MM-DD); null when nothing is. */
export function concernOf(statement: Statement, today: string): Concern | null {
  if (statement.validTo !== null && statement.validTo < today) return 'expired';
  if (statement.validFrom !== null && statement.validFrom > today) return 'not yet';
  if (statement.confidence === 'low') return 'low confidence';
  return isLongUnchecked(statement, today) ? 'not checked' : null;
}
