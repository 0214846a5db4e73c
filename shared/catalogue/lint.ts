import { lintLaw } from './law-lint.ts';
import { lintPortals } from './portal-lint.ts';
import type { Catalogue, Difficulty, GoesTo, GuideStep, Service } from './schema.ts';
import { lintVneid } from './vneid-lint.ts';
import { lintWords } from './words-lint.ts';
import { daysOfChange, wordsOn } from './words-on.ts';
import type { DatedWords } from './words-schema.ts';

/**
 * What a schema cannot see: that every way through a guide leads to an ending, that nothing is asked twice, that every
 * name leads somewhere and every word has its place. Gives one sentence a fault, with where it is; none: all is well.
 */
export function lintCatalogue(catalogue: Catalogue, words: Record<string, DatedWords>): string[] {
  return [
    ...twice(
      'service',
      catalogue.services.map(({ id }) => id),
    ),
    ...twice(
      'difficulty',
      catalogue.difficulties.map(({ id }) => id),
    ),
    ...catalogue.services.flatMap((service) =>
      lintService(catalogue, service).map((fault) => `${service.id}: ${fault}`),
    ),
    ...catalogue.difficulties.flatMap(({ id, leadsTo }) =>
      leadsTo
        .filter((to) => !catalogue.services.some((service) => service.id === to))
        .map((to) => `difficulty ${id} leads to ${to}, which does not exist`),
    ),
    ...catalogue.maps.flatMap(({ id, units }) =>
      twice(
        `unit of map ${id}`,
        units.map((unit) => unit.id),
      ),
    ),
    ...twice(
      'waiver',
      catalogue.waivers.map(({ id }) => id),
    ),
    ...catalogue.services.flatMap((service) => lintFees(catalogue, service)),
    ...lintLaw(catalogue),
    ...lintVneid(catalogue, words),
    ...lintPortals(catalogue),
    ...tooSure(catalogue),
    ...unknownSources(catalogue),
    ...Object.entries(words).flatMap(([language, spoken]) => lintEveryReading(catalogue, spoken, language)),
  ];
}

/** Every text is plain, in each way it will read. */
function lintEveryReading(catalogue: Catalogue, words: DatedWords, language: string): string[] {
  const days = ['', ...daysOfChange(words)];
  return [...new Set(days.flatMap((day) => lintWords(catalogue, wordsOn(words, day), language)))];
}

function lintService(catalogue: Catalogue, service: Service): string[] {
  const known = new Set(catalogue.difficulties.map(({ id }) => id));
  return [
    ...twice(
      'fact',
      service.facts.map(({ id }) => id),
    ),
    ...twice(
      'step',
      service.guide.steps.map(({ id }) => id),
    ),
    ...twice(
      'ending',
      service.guide.endings.map(({ id }) => id),
    ),
    ...twice(
      'situation',
      service.situations.map(({ id }) => id),
    ),
    ...service.difficulties.filter((id) => !known.has(id)).map((id) => `difficulty ${id} does not exist`),
    ...service.guide.steps.flatMap((step) => lintStep(service, step)),
    ...lintWays(service),
    ...stagesWithoutHelp(catalogue.difficulties, service),
  ];
}

function lintStep(service: Service, step: GuideStep): string[] {
  const faults: string[] = [];
  if ((step.next === undefined) === (step.choices === undefined))
    faults.push(`step ${step.id} needs either a way on or choices`);
  if ((step.asks === undefined) !== (step.choices === undefined))
    faults.push(`step ${step.id} must name what it asks, if and only if it has choices`);
  faults.push(
    ...twice(
      `choice of step ${step.id}`,
      (step.choices ?? []).map(({ id }) => id),
    ),
  );
  for (const to of waysOn(step)) {
    if (target(service, to) === undefined) faults.push(`step ${step.id} leads to ${nameOf(to)}, which does not exist`);
  }
  return faults;
}

/** Follows every way from the start (K-48, K-42): where it ends, what it asks, how the stations are counted. */
function lintWays(service: Service): string[] {
  const faults = new Set<string>();
  const { steps, endings, start } = service.guide;
  const reached = new Set<string>();
  const first = steps.find(({ id }) => id === start);
  if (first === undefined) return [`the guide starts at step ${start}, which does not exist`];
  if (first.station !== 1) faults.add(`the guide starts at station ${first.station}, not 1`);

  const walk = (step: GuideStep, behind: GuideStep[]): void => {
    reached.add(step.id);
    if (behind.includes(step)) {
      faults.add(`step ${step.id} leads back to itself: nobody would reach an ending`);
      return;
    }
    const last = behind.at(-1);
    if (last !== undefined && (step.station < last.station || step.station > last.station + 1)) {
      faults.add(`step ${step.id} is station ${step.station} right after station ${last.station}`);
    }
    if (step.asks !== undefined && behind.some(({ asks }) => asks === step.asks))
      faults.add(`${step.asks} is asked twice, again in step ${step.id}`);
    const ways = waysOn(step);
    if (ways.length === 0) faults.add(`step ${step.id} reaches no ending`);
    for (const to of ways) {
      const next = target(service, to);
      if (next === undefined) continue;
      if ('kind' in next) reached.add(nameOf(to));
      else walk(next, [...behind, step]);
    }
  };
  walk(first, []);
  for (const { id } of steps) if (!reached.has(id)) faults.add(`step ${id} is never reached`);
  for (const { id } of endings) if (!reached.has(nameOf({ ending: id }))) faults.add(`ending ${id} is never reached`);
  return [...faults];
}

/** A fee names waivers and steps that exist; nothing else names any. */
function lintFees({ waivers }: Catalogue, { id, facts, guide }: Service): string[] {
  return facts.flatMap(({ id: fact, fee, waiver, cases = [], ...rest }) => {
    const where = `${id}, fact ${fact}`;
    const faults = cases
      .flat()
      .filter((step) => !guide.steps.some((known) => known.id === step))
      .map((step) => `${where} is due at step ${step}, which does not exist`);
    if (waiver !== undefined && !waivers.some((known) => known.id === waiver))
      faults.push(`${where} is taken away by waiver ${waiver}, which does not exist`);
    if (fee === undefined && (waiver !== undefined || cases.length > 0)) faults.push(`${where} is no fee`);
    if (fee !== undefined && rest.topic !== 'fee') faults.push(`${where} has a fee, so its topic is fee`);
    return faults;
  });
}

/** At least two likely difficulties a stage: a list of one is no list. */
function stagesWithoutHelp(difficulties: Difficulty[], service: Service): string[] {
  const ours = difficulties.filter(({ id }) => service.difficulties.includes(id));
  const stages = new Set(service.guide.steps.map(({ stage }) => stage));
  return [...stages]
    .filter((stage) => ours.filter((difficulty) => difficulty.stages.includes(stage)).length < 2)
    .map((stage) => `stage ${stage} has fewer than two difficulties to choose from`);
}

/** What everybody knows and nobody has written down is never told as certain. */
const unverified = 'GK';

function tooSure({ services, difficulties, contacts }: Catalogue): string[] {
  const statements = [
    ...difficulties,
    ...contacts,
    ...services.flatMap(({ facts, guide }) => [...facts, ...guide.steps]),
  ];
  return statements
    .filter(({ source, confidence }) => confidence !== 'low' && source.every((key) => key === unverified))
    .map(({ id }) => `${id}: general knowledge alone is of low confidence`);
}

function unknownSources({
  services,
  difficulties,
  contacts,
  maps,
  portals,
  sources,
  waivers,
  law,
}: Catalogue): string[] {
  const entries = portals.flatMap((portal) => portal.entries);
  const used = [
    ...[...difficulties, ...contacts, ...maps, ...portals, ...entries, ...waivers, ...law.acts].map(
      ({ id, source }) => [id, source] as const,
    ),
    ...services.flatMap((service) => [
      [service.id, service.source] as const,
      ...service.facts.map(({ id, source }) => [`${service.id}, ${id}`, source] as const),
      ...service.guide.steps.map(({ id, source }) => [`${service.id}, ${id}`, source] as const),
    ]),
  ];
  const named = new Set(used.flatMap(([, keys]) => keys));
  return [
    ...used.flatMap(([where, keys]) =>
      keys.filter((key) => !Object.hasOwn(sources, key)).map((key) => `${where}: source ${key} is not in sources.json`),
    ),
    ...Object.keys(sources)
      .filter((key) => !named.has(key))
      .map((key) => `source ${key} is used nowhere`),
  ];
}

function waysOn(step: GuideStep): GoesTo[] {
  return [...(step.next === undefined ? [] : [step.next]), ...(step.choices ?? []).map(({ next }) => next)];
}

function target({ guide }: Service, to: GoesTo) {
  return 'step' in to ? guide.steps.find(({ id }) => id === to.step) : guide.endings.find(({ id }) => id === to.ending);
}

const nameOf = (to: GoesTo): string => ('step' in to ? `step ${to.step}` : `ending ${to.ending}`);

function twice(what: string, ids: string[]): string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))].map((id) => `${what} ${id} is there twice`);
}
