import type { Examples } from '../examples.ts';

const service = 'dang-ky-tam-tru';
const onTheWay = { service, screen: 'step', canGoBack: true } as const;

/** Every screen, in the states that look different. */
export const screenExamples: Examples = {
  attract: { screen: 'attract', visit: null },
  language: { screen: 'language' },
  choose: { screen: 'choose', canGoBack: true },
  situations: { screen: 'situations', topic: 'stay', canGoBack: true },
  'search-empty': { screen: 'search', canGoBack: true },
  'search-found': { screen: 'search', canGoBack: true, search: 'o tro' },
  'search-nothing': { screen: 'search', canGoBack: true, search: 'xyz' },
  facts: { screen: 'facts', service, canGoBack: true },
  'facts-exempt': { screen: 'facts', service, canGoBack: true, feeAnswers: { papers: 'yes', online: 'yes' } },
  papers: { screen: 'papers', service, canGoBack: true, papersReady: ['proof-of-dwelling'] },
  'step-first': { ...onTheWay, step: 'log-in' },
  'step-plain': { ...onTheWay, step: 'choose-agency' },
  'step-in-vneid': { ...onTheWay, step: 'dwelling', filingWay: 'vneid' },
  'step-in-vneid-unsaid': { ...onTheWay, step: 'pay', filingWay: 'vneid' },
  'step-asks': { ...onTheWay, step: 'consent-way' },
  'step-pay': { ...onTheWay, step: 'pay', trail: ['find-service'] },
  'step-pay-exempt': { ...onTheWay, step: 'pay', trail: ['find-service'], feeAnswers: { papers: 'yes' } },
  'step-longest': { ...onTheWay, step: 'attach' },
  'portal-split': { ...onTheWay, step: 'choose-agency', portal: 'split' },
  'portal-pay': { ...onTheWay, step: 'pay', trail: ['find-service'], portal: 'split' },
  'portal-asks': { ...onTheWay, step: 'consent-way', portal: 'split' },
  'portal-noticed': { ...onTheWay, step: 'dwelling', portal: 'split', noticed: 'mismatch' },
  'portal-not-taken': { ...onTheWay, step: 'log-in', portal: 'split', noticed: 'not-taken' },
  'portal-offer': { ...onTheWay, step: 'dwelling', portal: 'split', offered: 'long' },
  'step-officer-called': { ...onTheWay, step: 'receive', helpComing: true },
  'step-last': { ...onTheWay, step: 'track' },
  'ending-filed': { screen: 'ending', service, step: 'track', ending: 'filed', canGoBack: true },
  'ending-come-back': { screen: 'ending', service, step: 'owner-not-asked', ending: 'owner-first', canGoBack: true },
  farewell: { screen: 'farewell' },
  'farewell-rated': { screen: 'farewell', rating: 5 },
  'idle-warning': { ...onTheWay, step: 'attach', idleSecondsLeft: 42 },
};
