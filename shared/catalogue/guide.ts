import type { Catalogue, Difficulty, GoesTo, GuideStep, Service, ServiceFact } from './schema.ts';
import { type Stage, stages } from './statement.ts';

export function findService(catalogue: Catalogue, id: string): Service | undefined {
  return catalogue.services.find((service) => service.id === id);
}

export function findStep(service: Service, id: string): GuideStep | undefined {
  return service.guide.steps.find((step) => step.id === id);
}

/** The stages that happen on the portal, from log-in to looking the case up; in a service that VNeID files too, there as well. */
const portalStages = new Set<Stage>(stages.slice(stages.indexOf('login'), stages.indexOf('track') + 1));

/** True for a step whose doing is on the portal: the page can be opened beside it. A question is answered on the kiosk. */
export function isDoneOnPortal({ stage, choices }: Pick<GuideStep, 'stage' | 'choices'>): boolean {
  return choices === undefined && portalStages.has(stage);
}

/** Where a step leads: its one way on, or what a choice leads to. Null when there is no such step or choice. */
export function follow(service: Service, stepId: string, choiceId?: string): GoesTo | null {
  const step = findStep(service, stepId);
  if (step === undefined) return null;
  if (step.choices === undefined) return choiceId === undefined ? (step.next ?? null) : null;
  return step.choices.find((choice) => choice.id === choiceId)?.next ?? null;
}

/** The name of an office on the map that holds on `today` (YYYY-MM-DD), as the portal writes it; undefined when it has none. */
export function officeOf(catalogue: Catalogue, unit: string, today: string): string | undefined {
  const maps = catalogue.maps.filter((map) => isInForce(map, today));
  return maps.flatMap(({ units }) => units).find(({ id }) => id === unit)?.name;
}

/** Stations on the way: the '12' of 'Step 3 of 12', the same whichever branch is taken. */
export function stationCount(service: Service): number {
  return Math.max(...service.guide.steps.map((step) => step.station));
}

/** The service's difficulties: those met at this stage first, the rest for 'something else'. */
export function difficultiesFor(
  catalogue: Catalogue,
  service: Service,
  stage: Stage,
): { likely: Difficulty[]; others: Difficulty[] } {
  const known = service.difficulties.flatMap(
    (id) => catalogue.difficulties.find((difficulty) => difficulty.id === id) ?? [],
  );
  // What belongs to this stage alone says more about it than what may happen anywhere.
  const likely = known
    .filter((difficulty) => difficulty.stages.includes(stage))
    .toSorted((one, other) => one.stages.length - other.stages.length);
  return { likely, others: known.filter((difficulty) => !likely.includes(difficulty)) };
}

/** What is needed of a statement to say how it stands. */
interface Dated {
  validFrom: string | null;
  validTo: string | null;
  confidence: 'high' | 'medium' | 'low';
  checkedOn: string;
}

/** A statement that nobody has compared with its source for longer is told as uncertain. */
export const checkedWithinDays = 90;
const dayMs = 86_400_000;

/** True when a statement is in force on `today` (YYYY-MM-DD). */
export function isInForce({ validFrom, validTo }: Pick<Dated, 'validFrom' | 'validTo'>, today: string): boolean {
  return (validFrom === null || validFrom <= today) && (validTo === null || validTo >= today);
}

/**
 * What a service says on `today` (YYYY-MM-DD). A fact whose end was known beforehand is gone after it, and the one that
 * takes its place is not said before its day; every other fact is said, with doubt where it is not in force.
 */
export function factsOn({ facts }: Pick<Service, 'facts'>, today: string): ServiceFact[] {
  const successors = new Set(facts.map(({ supersededBy }) => supersededBy));
  return facts.filter((fact) => {
    const isOver = fact.validTo !== null && fact.validTo < today;
    const isToCome = fact.validFrom !== null && fact.validFrom > today;
    return !(isOver && fact.supersededBy !== undefined) && !(isToCome && successors.has(fact.id));
  });
}

/** True when nobody has compared it with its source for too long. */
export function isLongUnchecked({ checkedOn }: Pick<Dated, 'checkedOn'>, today: string): boolean {
  return (Date.parse(today) - Date.parse(checkedOn)) / dayMs > checkedWithinDays;
}

/**
 * How a statement may be worded on `today` (YYYY-MM-DD): `ask-officer` where it is uncertain, not yet or no longer true, or
 * long unchecked.
 */
export function standing(statement: Dated, today: string): 'certain' | 'ask-officer' {
  const doubtful = statement.confidence === 'low' || isLongUnchecked(statement, today);
  return doubtful || !isInForce(statement, today) ? 'ask-officer' : 'certain';
}
