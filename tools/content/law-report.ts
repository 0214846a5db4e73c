import type { Content } from '../../shared/catalogue/content.ts';
import { isInForce } from '../../shared/catalogue/guide.ts';
import { edgesOn, findAct, lastDayOf } from '../../shared/catalogue/law.ts';
import { lintLaw, statementsIn } from '../../shared/catalogue/law-lint.ts';
import type { Act, LawEdge } from '../../shared/catalogue/law-schema.ts';
import type { Catalogue } from '../../shared/catalogue/schema.ts';

type Statement = ReturnType<typeof statementsIn>[number];

/** How an act stands on a day, and what was done to it and by it. */
export interface ChainLink {
  act: Act;
  inForce: boolean;
  /** Last day in force; null: no end is known. */
  lastDay: string | null;
  /** 'amended by 118/2025/QH15 (2, 4, 7) on 2026-07-01' */
  changes: string[];
  /** How many statements stand on it. */
  statements: number;
}

/** The acts of the register in the order in which they came into force, each with its chain. `today`: YYYY-MM-DD. */
export function chainOf(catalogue: Catalogue, today: string): ChainLink[] {
  const { law } = catalogue;
  const standing = statementsIn(catalogue).flatMap(({ law: basis = [] }) => [...new Set(basis.map(({ act }) => act))]);
  return law.acts
    .toSorted((one, other) => one.validFrom.localeCompare(other.validFrom))
    .map((act) => {
      const lastDay = lastDayOf(law, { act: act.id, article: null });
      return {
        act,
        inForce: isInForce({ validFrom: act.validFrom, validTo: lastDay }, today),
        lastDay,
        changes: edgesOn(law, act.id).map(
          (edge) => `${passive[edge.does]} by ${edge.by.number}${articlesOf(edge)} on ${edge.on}`,
        ),
        statements: standing.filter((id) => id === act.id).length,
      };
    });
}

const passive = { amends: 'amended', ends: 'ended', replaces: 'replaced' } as const;
const articlesOf = ({ articles }: LawEdge): string => (articles === undefined ? '' : ` (Art. ${articles.join(', ')})`);

/** What a lawyer reads first: statements that are uncertain or whose article nobody found; where each stands. */
export function toBeRead(catalogue: Catalogue): (Statement & { why: string })[] {
  return statementsIn(catalogue).flatMap((statement) => {
    const { law = [], confidence } = statement;
    const why = [
      ...(confidence === 'low' ? ['low confidence'] : []),
      ...law
        .filter(({ article }) => article === null)
        .map(({ act }) => `article of ${numberOf(catalogue, act)} not found`),
    ];
    return why.length === 0 ? [] : [{ ...statement, why: why.join('; ') }];
  });
}

/** The register on one day as text: the chain, what stands on what has ended, and what a lawyer must read. */
export function lawReport({ catalogue }: Content, today: string): string {
  const chain = chainOf(catalogue, today);
  const onEnded = statementsIn(catalogue).filter(
    (statement) =>
      isInForce(statement, today) &&
      statement.law?.some((basis) => {
        const last = lastDayOf(catalogue.law, basis);
        return last !== null && last < today;
      }),
  );
  const faults = lintLaw(catalogue);
  const read = toBeRead(catalogue);
  return [
    `The acts on ${today}, by the day they came into force; statements that stand on each:`,
    ...chain.map(linkLine),
    '',
    `${onEnded.length} statements on ended acts`,
    ...onEnded.map(({ where }) => `  ${where}`),
    faults.length === 0 ? 'no fault in the register' : `${faults.length} fault(s) in the register:`,
    ...faults.map((fault) => `  ${fault}`),
    '',
    `To be read by a lawyer first, ${read.length} of ${statementsIn(catalogue).length} statements (--out FILE writes all of them as a page to print):`,
    ...read.map(({ where, why }) => `  ${where}: ${why}`),
    '',
  ].join('\n');
}

function linkLine({ act, inForce, lastDay, changes, statements }: ChainLink): string {
  const until = lastDay === null ? '' : ` to ${lastDay}`;
  const state = inForce ? 'in force' : 'NOT IN FORCE';
  const head = `  ${act.number.padEnd(22)} ${act.validFrom}${until}  ${state}, ${statements} statement(s); read: ${act.read}, ${act.confidence}; successors searched to ${act.successorsSearchedTo}`;
  return [head, ...changes.map((change) => `      ${change}`)].join('\n');
}

function numberOf({ law }: Catalogue, id: string): string {
  return findAct(law, id)?.number ?? id;
}
