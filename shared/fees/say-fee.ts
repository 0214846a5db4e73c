import { dayInWords, localeOf } from '../day.ts';
import type { Say } from '../slip/say.ts';
import type { Language } from '../visit/visit-state.ts';
import type { Fee, FeeCase, Sum } from './fee-of.ts';

interface Speech {
  say: Say;
  language: Language;
}

/** '7.000 đồng' or '7,000 VND': an amount as people of this language write it. */
export function moneyIn({ say, language }: Speech, amount: number): string {
  return say('facts.money', { amount: new Intl.NumberFormat(localeOf(language)).format(amount) });
}

/** How the sums that a fee can still be are told apart: shorter words where there is less to tell apart. */
const whenWords: Record<string, Partial<Record<Sum['way'], string>>> = {
  waived: { waived: 'exempt' },
  'waived online': { waived: 'ifExempt', online: 'ifNotExempt' },
  'waived online desk': { waived: 'onlineIfExempt', online: 'onlineIfNot', desk: 'desk' },
  'waived desk': { waived: 'onlineExempt', desk: 'desk' },
  'waived any': { waived: 'onlineIfExempt', any: 'ifNotExempt' },
};

/** When an amount is the one that is due: 'online, if exempt', 'at the desk'. */
export function whenDue({ say }: Speech, { way, amount }: Sum, sums: Sum[]): string {
  if (way === 'any' && amount === 0) return say('fee.when.free');
  return say(`fee.when.${whenWords[sums.map((sum) => sum.way).join(' ')]?.[way] ?? way}`);
}

/**
 * 'until 31 December 2026, then 50,000 VND'; undefined where no end is known, and at a waiver: the reason beside it says how
 * long it lasts.
 */
export function dueUntil(speech: Speech, { until, after, way }: Sum): string | undefined {
  if (until === null || way === 'waived') return undefined;
  const day = dayInWords(speech.language, until);
  return after === null
    ? speech.say('fee.until', { day })
    : speech.say('fee.untilThen', { day, money: moneyIn(speech, after) });
}

/** Why it is this sum, and how long; undefined where the table alone says it. */
export function feeReason({ say, language }: Speech, { reason, waiver }: Fee): string | undefined {
  if (reason === null) return undefined;
  return say(`fee.reason.${reason}`, { day: waiver === null ? '' : dayInWords(language, waiver.validTo) });
}

/** All sums of a fee in one line: for a slip, and where there is no room for more. */
export function feeLine(speech: Speech, { sums }: FeeCase): string {
  const said = (sum: Sum): string => {
    const until = dueUntil(speech, sum);
    const due = `${moneyIn(speech, sum.amount)} ${whenDue(speech, sum, sums)}`;
    return until === undefined ? due : `${due} (${until})`;
  };
  return sums.map(said).join('; ');
}

/** The part of a slip about money: a line for each fee that may be due, then the reason. `titleOf`: the words of its fact. */
export function feeLines(speech: Speech, fee: Fee, titleOf: (fact: string) => string): string[] {
  const lines = fee.cases.map((due) => {
    const line = fee.cases.length === 1 ? feeLine(speech, due) : `${titleOf(due.fact)}: ${feeLine(speech, due)}`;
    return due.certain ? line : `${line}. ${speech.say('facts.askOfficer')}`;
  });
  return [...lines, feeReason(speech, fee)].filter((line) => line !== undefined);
}
