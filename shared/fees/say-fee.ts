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

/** When an amount is the one that is due: 'online, if exempt', 'at the desk'. */
export function whenDue({ say }: Speech, sum: Sum, sums: Sum[]): string {
  return say(`fee.${wayKey(sum, sums)}`);
}

/** 'until 31 December 2026'; undefined where no end is known, and at a waiver: the reason beside it says how long it lasts. */
export function dueUntil({ say, language }: Speech, { until, way }: Sum): string | undefined {
  return until === null || way === 'waived' ? undefined : say('fee.until', { day: dayInWords(language, until) });
}

function wayKey({ way }: Sum, sums: Sum[]): string {
  if (way === 'waived') return sums.length === 1 ? 'way.exempt' : 'way.waived';
  const waived = sums.some((other) => other.way === 'waived');
  return waived && way !== 'desk' ? `else.${way}` : `way.${way}`;
}

/** Why it is this sum, and how long; undefined where the table alone says it. */
export function feeReason({ say, language }: Speech, { reason, until }: Fee): string | undefined {
  if (reason === null) return undefined;
  return say(`fee.reason.${reason}`, { day: until === null ? '' : dayInWords(language, until) });
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
