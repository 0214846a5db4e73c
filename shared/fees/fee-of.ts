import { factsOn, findStep, isInForce, standing } from '../catalogue/guide.ts';
import type { Catalogue, Service, ServiceFact } from '../catalogue/schema.ts';
import type { Waiver, WaiverCondition } from '../catalogue/waiver-schema.ts';

/** What a resident says about what a waiver asks. */
export const feeAnswers = ['yes', 'no', 'unknown'] as const;
export type FeeAnswer = (typeof feeAnswers)[number];
/** By question, in the order of answering; one that is missing was not asked yet. */
export type FeeAnswers = Partial<Record<WaiverCondition, FeeAnswer>>;

/** An amount that may be due, VND. */
export interface Sum {
  amount: number;
  /** `any`: online and at the desk cost the same. */
  way: 'waived' | 'online' | 'desk' | 'any';
  /** Last day on which it holds; null: no end is known. */
  until: string | null;
  /** What it is from the day after; null: not known. */
  after: number | null;
}

/** A fee with all sums that it can still be; one sum: that is the one. */
export interface FeeCase {
  /** Its fact, which has the words. */
  fact: string;
  sums: Sum[];
  certain: boolean;
  /** False where no way of the guide leads to it: it is told, and not what this person pays. */
  onTheWay: boolean;
}

export interface Fee {
  cases: FeeCase[];
  /** Why: the waiver holds, it may hold, or what of it is not met; null: no waiver is in force, the table alone says it. */
  reason: 'waived' | 'open' | WaiverCondition | null;
  /** The waiver that the reason speaks of. */
  waiver: Waiver | null;
  /** What to ask next, because it changes a sum. */
  asks: WaiverCondition | null;
}

/** Whoever looks for the procedure on the portal or in VNeID has logged in with level 2: that is what filing online means. */
const filesFrom = 'find';

/**
 * What a service costs on `today` (YYYY-MM-DD) for somebody who answered this and walked these steps (`trail`: with the one
 * they are at; empty before they set out). Sums are of Circulars 75/2022 and 73/2024 with what Resolution 66.22/2026 takes
 * away: all of it is in the catalogue, none of it here.
 */
export function feeOf({
  service,
  catalogue,
  today,
  answers,
  trail,
}: {
  service: Service;
  catalogue: Pick<Catalogue, 'waivers'>;
  today: string;
  answers: FeeAnswers;
  trail: readonly string[];
}): Fee {
  const online = trail.some((id) => findStep(service, id)?.stage === filesFrom);
  const known: FeeAnswers = online ? { online: 'yes', ...answers } : answers;
  const facts = feesOnTheWay(service, today, trail);
  const waivers = catalogue.waivers.filter((waiver) => isInForce(waiver, today));
  const waiverOf = (fact: FeeFact): Waiver | undefined => waivers.find(({ id }) => id === fact.waiver);
  const sumsWith = (given: FeeAnswers): Sum[][] =>
    facts.map((fact) => sumsOf(fact, nextOf(service, fact), waiverOf(fact), given));

  const waiver = facts.flatMap((fact) => waiverOf(fact) ?? [])[0];
  const before = sumsWith(known);
  const reason = waiver === undefined ? null : reasonOf(waiver, known);
  const changes = (condition: WaiverCondition): boolean =>
    JSON.stringify(sumsWith({ ...known, [condition]: 'yes' })) !==
    JSON.stringify(sumsWith({ ...known, [condition]: 'no' }));
  return {
    cases: facts.map((fact, index) => ({
      fact: fact.id,
      sums: before[index] ?? [],
      onTheWay: fact.cases?.length !== 0,
      certain: [fact, waiverOf(fact) ?? fact].every((statement) => standing(statement, today) === 'certain'),
    })),
    reason,
    waiver: waiver ?? null,
    asks: waiver?.asks.find((condition) => known[condition] === undefined && changes(condition)) ?? null,
  };
}

type FeeFact = ServiceFact & { fee: NonNullable<ServiceFact['fee']> };

/** The fee that takes its place after its last day. */
function nextOf({ facts }: Service, { supersededBy }: FeeFact): ServiceFact['fee'] {
  return facts.find(({ id }) => id === supersededBy)?.fee;
}

/** The fees that are due on this way: those it means, else those of any way; all of them where it has not parted yet. */
function feesOnTheWay(service: Service, today: string, trail: readonly string[]): FeeFact[] {
  const fees = factsOn(service, today).filter((fact): fact is FeeFact => fact.fee !== undefined);
  if (trail.length === 0) return fees;
  // How much of the way speaks for a fee: the steps of its best case that was walked.
  const weight = ({ cases = [] }: FeeFact): number =>
    Math.max(0, ...cases.map((one) => [one].flat()).map((steps) => (walked(steps, trail) ? steps.length : 0)));
  const most = Math.max(...fees.map(weight));
  if (most > 0) return fees.filter((fact) => weight(fact) === most);
  const always = fees.filter(({ cases }) => cases === undefined);
  return always.length > 0 ? always : fees;
}

const walked = (steps: string[], trail: readonly string[]): boolean => steps.every((step) => trail.includes(step));

/** Where the same amount is due everywhere, one sum says so. */
function sumsOf(
  { fee, validTo: until }: FeeFact,
  next: ServiceFact['fee'],
  waiver: Waiver | undefined,
  answers: FeeAnswers,
): Sum[] {
  const asks = waiver?.asks ?? [];
  const sums: Sum[] = [];
  if (waiver !== undefined && asks.every((condition) => answers[condition] !== 'no'))
    sums.push({ amount: 0, way: 'waived', until: waiver.validTo, after: null });
  // Online and still to be paid: only where something else than the way of filing is not met.
  const others = asks.filter((condition) => condition !== 'online');
  const online =
    answers.online !== 'no' && (waiver === undefined || others.some((condition) => answers[condition] !== 'yes'));
  const desk = answers.online !== 'yes';
  if (fee.online === fee.desk) {
    if (online || desk) sums.push({ amount: fee.desk, way: 'any', until, after: next?.desk ?? null });
    return sums;
  }
  if (online) sums.push({ amount: fee.online, way: 'online', until, after: next?.online ?? null });
  if (desk) sums.push({ amount: fee.desk, way: 'desk', until, after: next?.desk ?? null });
  return sums;
}

function reasonOf({ asks }: Waiver, answers: FeeAnswers): Fee['reason'] {
  const unmet = asks.find((condition) => answers[condition] === 'no');
  return unmet ?? (asks.every((condition) => answers[condition] === 'yes') ? 'waived' : 'open');
}
