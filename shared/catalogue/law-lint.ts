import { checkedWithinDays } from './guide.ts';
import { edgesOn, findAct, lastDayOf } from './law.ts';
import type { Act } from './law-schema.ts';
import type { Catalogue } from './schema.ts';
import type { LegalBasis } from './statement.ts';

const dayMs = 86_400_000;

/** What every statement of the catalogue has, wherever it stands. */
interface Statement {
  where: string;
  validFrom: string | null;
  validTo: string | null;
  source: string[];
  confidence: 'high' | 'medium' | 'low';
  checkedOn: string;
  searchedTo?: string | undefined;
  law?: LegalBasis[] | undefined;
}

/**
 * What makes a statement about the law untrustworthy, one sentence a fault: it stands on an act that has ended, it was
 * checked long after its newest source without a look for newer ones, it names no article; or an act was never searched for
 * successors.
 */
export function lintLaw(catalogue: Catalogue): string[] {
  const statements = statementsIn(catalogue);
  return [
    ...catalogue.law.acts.flatMap((act) => lintAct(catalogue, act)),
    ...statements.flatMap((statement) => [...lintBasis(catalogue, statement), ...lintCheck(catalogue, statement)]),
    ...catalogue.services.flatMap(({ id, facts }) => facts.flatMap((fact) => lintFact(id, facts, fact))),
    ...actsNamedNowhere(catalogue, statements),
  ];
}

/** Every statement with its place, and those of maps, contacts and portals, which stand on sources alone. */
export function statementsIn({ services, difficulties, contacts, maps, portals, waivers }: Catalogue): Statement[] {
  return [
    ...services.flatMap(({ id, facts, guide }) => [
      ...facts.map((fact) => ({ ...fact, where: `${id}, fact ${fact.id}` })),
      ...guide.steps.map((step) => ({ ...step, where: `${id}, step ${step.id}` })),
    ]),
    ...difficulties.map((difficulty) => ({ ...difficulty, where: `difficulty ${difficulty.id}` })),
    ...contacts.map((contact) => ({ ...contact, where: `contact ${contact.id}` })),
    ...maps.map((map) => ({ ...map, where: `map ${map.id}` })),
    ...portals.map((portal) => ({ ...portal, where: `portal ${portal.id}` })),
    ...portals.flatMap(({ entries }) => entries.map((entry) => ({ ...entry, where: `entry ${entry.id}` }))),
    ...waivers.map((waiver) => ({ ...waiver, where: `waiver ${waiver.id}` })),
  ];
}

function lintAct({ law }: Catalogue, act: Act): string[] {
  const where = `act ${act.id}`;
  const faults: string[] = [];
  if (law.acts.filter(({ id }) => id === act.id).length > 1) faults.push(`${where} is there twice`);
  if (daysBetween(act.successorsSearchedTo, act.checkedOn) > checkedWithinDays)
    faults.push(
      `${where} was checked on ${act.checkedOn}, but successors were searched only up to ${act.successorsSearchedTo}`,
    );
  for (const { act: other, on, does, articles } of act.edges) {
    const target = findAct(law, other);
    if (target === undefined) faults.push(`${where} ${does} ${other}, which is not in law.json`);
    else if (on < act.validFrom) faults.push(`${where} ${does} ${other} before it is in force itself`);
    const whole = edgesOn(law, other).find((edge) => edge.does !== 'amends' && edge.articles === undefined);
    if (articles !== undefined && whole !== undefined && whole.on < on)
      faults.push(`${where} ${does} ${other} on ${on}, after its end`);
  }
  return faults;
}

/** A statement holds no longer than the acts it stands on, and no earlier. */
function lintBasis({ law }: Catalogue, { where, validFrom, validTo, law: basis = [] }: Statement): string[] {
  return basis.flatMap((cited) => {
    const act = findAct(law, cited.act);
    if (act === undefined) return [`${where}: act ${cited.act} is not in law.json`];
    const last = lastDayOf(law, cited);
    const article = cited.article === null ? '' : `, ${cited.article}`;
    const faults: string[] = [];
    if (last !== null && (validTo === null || validTo > last))
      faults.push(`${where}: stands on ${act.number}${article}, which ends on ${last}`);
    if (validFrom === null || validFrom < act.validFrom)
      faults.push(`${where}: stands on ${act.number}, in force from ${act.validFrom}, and must not begin before it`);
    return faults;
  });
}

function lintCheck(catalogue: Catalogue, { where, source, checkedOn, searchedTo }: Statement): string[] {
  const newest = source
    .flatMap((key) => lastDayIn(catalogue.sources[key]?.date ?? ''))
    .toSorted()
    .at(-1);
  if (searchedTo !== undefined) return searchedTo > checkedOn ? [`${where}: searchedTo is after checkedOn`] : [];
  if (newest !== undefined && daysBetween(newest, checkedOn) <= checkedWithinDays) return [];
  const why = newest === undefined ? 'its sources have no date' : `its newest source is of ${newest}`;
  return [
    `${where}: checked on ${checkedOn}, but ${why}; searchedTo must say how far the checker looked for newer ones`,
  ];
}

function lintFact(
  service: string,
  facts: Catalogue['services'][number]['facts'],
  fact: (typeof facts)[number],
): string[] {
  const where = `${service}, fact ${fact.id}`;
  const faults: string[] = [];
  if ((fact.law === undefined) === (fact.practice === undefined))
    faults.push(`${where} names the article it stands on, or is marked as practice`);
  if (fact.confidence === 'high' && fact.law?.every(({ article }) => article === null))
    faults.push(`${where} cannot be of high confidence while no article was found`);
  const { supersededBy, validTo } = fact;
  if (supersededBy === undefined) return faults;
  if (validTo === null) faults.push(`${where} is superseded, so it needs a last day`);
  if (supersededBy === null) return faults;
  const next = facts.find(({ id }) => id === supersededBy);
  if (next === undefined) faults.push(`${where} is superseded by ${supersededBy}, which does not exist`);
  else if (next.topic !== fact.topic)
    faults.push(`${where} is superseded by ${supersededBy}, which is of another topic`);
  else if (validTo !== null && (next.validFrom === null || daysBetween(validTo, next.validFrom) !== 1))
    faults.push(`${where} ends on ${validTo}; ${supersededBy} must begin on the day after`);
  return faults;
}

/** An act is in the register for a statement, or because it ended or is ended by one that is. */
function actsNamedNowhere({ law }: Catalogue, statements: Statement[]): string[] {
  const named = new Set(statements.flatMap(({ law: basis = [] }) => basis.map(({ act }) => act)));
  const linked = (act: Act): boolean =>
    act.edges.some(({ act: other }) => named.has(other)) || edgesOn(law, act.id).some(({ by }) => named.has(by.id));
  return law.acts
    .filter((act) => !named.has(act.id) && !linked(act))
    .map(({ id }) => `act ${id} has nothing to do with any statement`);
}

/** The last day that a date of a source can mean: '2024' ends on 31 December; a span ends with its second part. */
function lastDayIn(date: string): string[] {
  const last = date.split('/').at(-1) ?? '';
  if (last === '') return [];
  const [year, month, day] = last.split('-').map(Number);
  return [new Date(Date.UTC(year ?? 0, month ?? 12, day ?? 0)).toISOString().slice(0, 10)].map((end) =>
    day === undefined ? end : last,
  );
}

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / dayMs;
