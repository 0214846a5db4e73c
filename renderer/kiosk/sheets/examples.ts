import type { Examples } from '../examples.ts';

const onTheWay = { screen: 'step', service: 'dang-ky-tam-tru', step: 'log-in', canGoBack: true } as const;

const atFee = { screen: 'facts', sheet: 'fee', service: 'dang-ky-tam-tru', canGoBack: true } as const;

/** Every sheet, in the states that look different. */
export const sheetExamples: Examples = {
  'sheet-display': { screen: 'choose', sheet: 'display', canGoBack: true },
  'sheet-languages': { screen: 'choose', sheet: 'languages', canGoBack: true },
  'sheet-fee-papers': atFee,
  'sheet-fee-online': { ...atFee, feeAnswers: { papers: 'yes' } },
  'sheet-fee-exempt': { ...atFee, feeAnswers: { papers: 'yes', online: 'yes' } },
  'sheet-fee-open': { ...atFee, feeAnswers: { papers: 'unknown', online: 'unknown' } },
  'sheet-fee-card': { ...atFee, service: 'cap-doi-can-cuoc', feeAnswers: { papers: 'no' } },
  'sheet-slip': {
    screen: 'ending',
    sheet: 'slip',
    service: 'dang-ky-tam-tru',
    step: 'track',
    ending: 'filed',
    canGoBack: true,
  },
  'sheet-elsewhere': { screen: 'choose', sheet: 'elsewhere', canGoBack: true },
  'sheet-difficulties': { ...onTheWay, sheet: 'difficulties' },
  'sheet-more-difficulties': { ...onTheWay, sheet: 'more-difficulties' },
  'sheet-difficulty': { ...onTheWay, sheet: 'difficulty', difficulty: 'D01' },
  'sheet-difficulty-consent': { ...onTheWay, step: 'consent-way', sheet: 'difficulty', difficulty: 'D13' },
  'sheet-other-difficulty': { ...onTheWay, sheet: 'difficulty', difficulty: 'D99' },
  'sheet-words-offered': { ...onTheWay, sheet: 'difficulty', difficulty: 'D99', words: 'offered' },
  'sheet-words': { ...onTheWay, sheet: 'words', difficulty: 'D99', words: 'offered' },
  'sheet-words-taken': { ...onTheWay, sheet: 'difficulty', difficulty: 'D99', words: 'taken' },
  'sheet-tools': { ...onTheWay, portal: 'split', sheet: 'tools' },
  'sheet-card': { ...onTheWay, portal: 'split', sheet: 'card' },
  'sheet-photos': { ...onTheWay, portal: 'split', sheet: 'photos' },
  'sheet-help': { ...onTheWay, sheet: 'help', helpComing: true },
};
