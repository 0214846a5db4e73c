import type { Catalogue, Difficulty, GoesTo, GuideStep, Service, Stage } from './schema.ts';

export function findService(catalogue: Catalogue, id: string): Service | undefined {
  return catalogue.services.find((service) => service.id === id);
}

export function findStep(service: Service, id: string): GuideStep | undefined {
  return service.guide.steps.find((step) => step.id === id);
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
  const maps = catalogue.maps.filter((map) => standing(map, today) === 'certain');
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

/**
 * How a statement may be worded on `today` (YYYY-MM-DD): `ask-officer` where it is uncertain, not yet or no longer true.
 */
export function standing(
  statement: { validFrom: string | null; validTo: string | null; confidence: 'high' | 'medium' | 'low' },
  today: string,
): 'certain' | 'ask-officer' {
  const early = statement.validFrom !== null && statement.validFrom > today;
  const late = statement.validTo !== null && statement.validTo < today;
  return statement.confidence === 'low' || early || late ? 'ask-officer' : 'certain';
}
