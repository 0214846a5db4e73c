import { and, assign, enqueueActions, raise, setup, stateIn } from 'xstate';
import type { Catalogue } from '../catalogue/schema.ts';
import type { Fact, VisitEnding } from '../facts/facts.ts';
import type { VisitEvent } from './events.ts';
import * as fee from './fee-answers.ts';
import { type IdleLimits, quietMilliseconds } from './limits.ts';
import { otherDifficulty } from './other-difficulty.ts';
import { difficultyOfTrouble, followPortal, troubleNoted } from './portal.ts';
import { overSheet, sheets, uncovered } from './sheets.ts';
import * as transition from './transitions.ts';
import { freshVisit, type Language, type VisitState, wipedForFarewell } from './visit-state.ts';

export interface VisitInput {
  catalogue: Catalogue;
  languages: Language[];
  limits: IdleLimits;
  /** Wall clock, ms. */
  now: () => number;
  /** A new random UUID. */
  newId: () => string;
  /** True when what a resident writes can be sealed here now. */
  takesWords?: () => boolean;
}

export interface VisitContext extends VisitState {
  kiosk: VisitInput;
  idleSecondsLeft: number | null;
}

/** What a visit tells the outside: a fact to be recorded. `closes`: the visit whose kept progress it replaces. */
export interface FactEmitted {
  type: 'fact';
  fact: Fact;
  closes: string | null;
}

const overIdle = {
  ended: '#visit.idle.off',
  left: '#visit.idle.off',
  'idle.over': '#visit.idle.off',
  'screen.lost': '#visit.idle.off',
} as const;

/** What a page does by itself is no sign of anybody being there. */
const notTheResident = {
  'portal.moved': {},
  'portal.trouble': {},
  'portal.recovered': {},
  'portal.blocked': {},
  'portal.drifted': {},
  'help.offered': {},
} as const;

/**
 * One visit after another at one kiosk: where the resident is (journey), what lies over it (sheet, display settings),
 * and how long nobody has touched anything (idle). Pure: clock, ids and catalogue come in, facts go out as emitted events.
 */
export const visitMachine = setup({
  types: {
    context: {} as VisitContext,
    events: {} as VisitEvent,
    emitted: {} as FactEmitted,
    input: {} as VisitInput,
  },
  delays: {
    quiet: ({ context }) => quietMilliseconds(context.kiosk.limits, context.syllables, transition.isOnPhone(context)),
    helpPause: ({ context }) => context.kiosk.limits.helpPauseMinutes * 60_000,
    farewell: ({ context }) => context.kiosk.limits.farewellSeconds * 1000,
  },
  guards: {
    helpIsComing: ({ context }) => context.help !== null,
    warningIsOver: ({ context }) => (context.idleSecondsLeft ?? 0) <= 1,
    languageIsKnown: ({ context, event }) =>
      event.type === 'language.chosen' && context.kiosk.languages.includes(event.language),
    hasTopic: ({ context }) => context.topic !== null,
    hasSearch: ({ context }) => context.search !== '',
    serviceIsKnown: ({ context, event }) =>
      event.type === 'service.chosen' && context.kiosk.catalogue.services.some((known) => known.id === event.service),
    leadsToStep: ({ context, event }) => transition.destination(context, event)?.kind === 'step',
    leadsToEnding: ({ context, event }) => transition.destination(context, event)?.kind === 'ending',
    wayIsOfService: ({ context, event }) => transition.isWayOfService(context, event),
    isSolved: ({ event }) => event.type === 'difficulty.answered' && event.solved,
    hasTrail: ({ context }) => context.trail.length > 0,
    difficultyIsKnown: ({ context, event }) => transition.isKnownDifficulty(context, event),
    wordsAreOffered: ({ context }) => context.words === 'offered',
    feeDependsOnAnswers: ({ context }) => fee.feeDependsOnAnswers(context),
    feeHasQuestionBehind: ({ context }) => fee.feeHasQuestionBehind(context),
    atVisit: ({ context }) => context.visit !== null,
    portalIsOpen: ({ context }) => context.portal !== 'closed',
    wantsHelp: ({ event }) => (event.type === 'noticed.answered' || event.type === 'offer.answered') && event.help,
  },
  actions: {
    open: assign(({ context }) => ({ visit: context.kiosk.newId(), openedAt: context.kiosk.now() })),
    chooseLanguage: assign(({ event }) => (event.type === 'language.chosen' ? { language: event.language } : {})),
    type: assign(({ event }) => (event.type === 'search.typed' ? { search: event.text.normalize('NFC') } : {})),
    chooseService: assign(({ event }) =>
      event.type === 'service.chosen'
        ? { service: event.service, papersReady: [], trail: [], step: null, filingWay: 'portal' }
        : {},
    ),
    togglePaper: assign(({ context, event }) => transition.togglePaper(context, event)),
    answerFee: assign(({ context, event }) => fee.answerFee(context, event)),
    takeFeeAnswerBack: assign(({ context }) => fee.takeFeeAnswerBack(context)),
    forgetFeeAnswers: assign({ feeAnswers: {} }),
    enterGuide: assign(({ context }) => transition.enterGuide(context, context.kiosk.now())),
    goOn: assign(({ context, event }) => transition.goOn(context, event, context.kiosk.now())),
    goBack: assign(({ context }) => transition.goBack(context, context.kiosk.now())),
    reopenLastStep: assign(({ context }) => ({ ending: null, stepSince: context.kiosk.now() })),
    leaveGuide: assign(({ context }) => transition.leaveGuide(context, 'back', context.kiosk.now())),
    setDisplay: assign(({ event }) => {
      if (event.type === 'text-size.chosen') return { textSize: event.textSize };
      if (event.type === 'theme.chosen') return { theme: event.theme };
      return {};
    }),
    chooseTopic: assign(({ event }) => (event.type === 'topic.chosen' ? { topic: event.topic } : {})),
    forgetTopic: assign({ topic: null }),
    forgetSearch: assign({ search: '' }),
    forgetService: assign({ service: null, papersReady: [] }),
    forgetDifficulty: assign({ difficulty: null, words: 'off' }),
    thankForWords: assign({ words: 'taken' }),
    startWarning: assign(({ context }) => ({ idleSecondsLeft: context.kiosk.limits.warningSeconds })),
    countDown: assign(({ context }) => ({ idleSecondsLeft: (context.idleSecondsLeft ?? 1) - 1 })),
    stopWarning: assign({ idleSecondsLeft: null }),
    noteSyllables: assign(({ event }) => (event.type === 'painted' ? { syllables: event.syllables } : {})),
    reset: assign(() => ({ ...freshVisit(), idleSecondsLeft: null })),
    chooseFilingWay: assign(({ event }) => transition.chooseFilingWay(event)),
    openPortal: assign({ portal: 'split', filingWay: 'portal' }),
    closePortal: assign({ portal: 'closed', noticed: null }),
    sizePortal: assign(({ event }) =>
      event.type === 'portal.sized' ? { portal: event.whole ? ('whole' as const) : ('split' as const) } : {},
    ),
    followPortal: assign(({ context, event }) =>
      event.type === 'portal.moved' ? followPortal(context, event, context.kiosk.now()) : {},
    ),
    noteTrouble: enqueueActions(({ context, event, enqueue }) => {
      if (event.type !== 'portal.trouble') return;
      const { fact, ...noted } = troubleNoted(context, event.trouble);
      enqueue.assign(noted);
      if (fact !== null) enqueue.emit({ type: 'fact', closes: null, fact });
    }),
    forgetTrouble: assign({ noticed: null }),
    showHelpForTrouble: assign(({ context }) => ({ difficulty: difficultyOfTrouble(context), noticed: null })),
    offerHelp: assign(({ event }) => (event.type === 'help.offered' ? { offered: event.why } : {})),
    answerOffer: enqueueActions(({ context, event, enqueue }) => {
      if (event.type !== 'offer.answered' || context.visit === null || context.offered === null) return;
      const { visit, offered: why, service, step } = context;
      const body = { visit, why, service, step, accepted: event.help };
      enqueue.emit({ type: 'fact', closes: null, fact: { kind: 'help.offered', body } });
      enqueue.assign({ offered: null });
    }),
    tellBlocked: enqueueActions(({ context, event, enqueue }) => {
      if (event.type !== 'portal.blocked' || context.visit === null) return;
      const host = event.host === undefined ? {} : { host: event.host };
      const body = { visit: context.visit, why: event.why, service: context.service, ...host };
      enqueue.emit({ type: 'fact', closes: null, fact: { kind: 'portal.blocked', body } });
    }),
    tellDrift: enqueueActions(({ event, enqueue }) => {
      if (event.type !== 'portal.drifted') return;
      enqueue.emit({ type: 'fact', closes: null, fact: { kind: 'portal.drift', body: event.drift } });
    }),
    reportDifficulty: enqueueActions(({ context, event, enqueue }) => {
      if (event.type !== 'difficulty.chosen' || context.visit === null) return;
      enqueue.assign({
        difficulty: event.difficulty,
        words: event.difficulty === otherDifficulty && context.kiosk.takesWords?.() === true ? 'offered' : 'off',
        difficultiesReported: transition.oneMore(context.difficultiesReported),
      });
      const body = { visit: context.visit, difficulty: event.difficulty, service: context.service, step: context.step };
      enqueue.emit({ type: 'fact', closes: null, fact: { kind: 'difficulty.reported', body } });
    }),
    answerDifficulty: enqueueActions(({ context, event, enqueue }) => {
      if (event.type !== 'difficulty.answered' || context.visit === null || context.difficulty === null) return;
      const body = { visit: context.visit, difficulty: context.difficulty, solved: event.solved };
      enqueue.emit({ type: 'fact', closes: null, fact: { kind: 'difficulty.answered', body } });
    }),
    callHelp: enqueueActions(({ context, enqueue }) => {
      if (context.visit === null || context.help !== null) return;
      const call = context.kiosk.newId();
      enqueue.assign({ help: { call, since: context.kiosk.now() }, helpCalls: transition.oneMore(context.helpCalls) });
      const { visit, service, step, difficulty, language } = context;
      const fact: Fact = { kind: 'help.requested', body: { visit, call, service, step, difficulty, language } };
      enqueue.emit({ type: 'fact', closes: null, fact });
    }),
    closeHelp: enqueueActions(({ context, event, enqueue }) => {
      const fact = transition.helpClosed(context, event.type === 'help.closed' ? event.how : 'abandoned');
      if (fact === null) return;
      enqueue.emit({ type: 'fact', closes: null, fact });
      enqueue.assign({ help: null });
    }),
    askHomeVisit: enqueueActions(({ context, enqueue }) => {
      const fact = transition.homeVisitAsked(context);
      if (fact === null) return;
      enqueue.assign({ homeVisitAsked: true });
      enqueue.emit({ type: 'fact', closes: null, fact });
    }),
    rate: enqueueActions(({ context, event, enqueue }) => {
      if (event.type !== 'rated' || context.rateable === null || context.rating !== null) return;
      enqueue.assign({ rating: event.rating });
      const body = { visit: context.rateable, rating: event.rating };
      enqueue.emit({ type: 'fact', closes: null, fact: { kind: 'visit.rated', body } });
    }),
    /** The visit becomes one fact and is forgotten at once, before anything else can happen. */
    close: enqueueActions(({ context, enqueue }, params: { ending: VisitEnding }) => {
      const abandoned = transition.helpClosed(context, 'abandoned');
      if (abandoned !== null) enqueue.emit({ type: 'fact', closes: null, fact: abandoned });
      const fact = transition.visitClosed(context, params.ending);
      if (fact !== null) enqueue.emit({ type: 'fact', closes: fact.body.visit, fact });
      enqueue.assign(() => ({ ...wipedForFarewell(context), idleSecondsLeft: null }));
    }),
  },
}).createMachine({
  id: 'visit',
  context: ({ input }) => ({ ...freshVisit(), kiosk: input, idleSecondsLeft: null }),
  type: 'parallel',
  states: {
    journey: {
      initial: 'attract',
      on: {
        ended: { guard: 'atVisit', target: '.farewell', actions: { type: 'close', params: { ending: 'ended' } } },
        'idle.over': { target: '.attract', actions: { type: 'close', params: { ending: 'idle' } } },
        'screen.lost': { target: '.attract', actions: { type: 'close', params: { ending: 'fault' } } },
        'language.chosen': { guard: and(['atVisit', 'languageIsKnown']), actions: 'chooseLanguage' },
        'text-size.chosen': { guard: 'atVisit', actions: 'setDisplay' },
        'theme.chosen': { guard: 'atVisit', actions: 'setDisplay' },
        'portal.closed': { guard: 'atVisit', actions: 'closePortal' },
        'portal.recovered': { actions: 'forgetTrouble' },
        'portal.trouble': { guard: 'portalIsOpen', actions: 'noteTrouble' },
        'portal.blocked': { guard: 'portalIsOpen', actions: 'tellBlocked' },
        'portal.drifted': { guard: 'portalIsOpen', actions: 'tellDrift' },
      },
      states: {
        attract: {
          entry: 'reset',
          on: {
            started: { target: 'language', actions: 'open' },
            'language.chosen': { guard: 'languageIsKnown', target: 'choose', actions: ['open', 'chooseLanguage'] },
          },
        },
        language: {
          on: { 'language.chosen': { guard: 'languageIsKnown', target: 'choose', actions: 'chooseLanguage' } },
        },
        choose: {
          on: {
            'topic.chosen': { target: 'situations', actions: 'chooseTopic' },
            'search.opened': 'search',
            'service.chosen': { guard: 'serviceIsKnown', target: 'facts', actions: 'chooseService' },
            back: { guard: uncovered, target: 'language' },
          },
        },
        situations: {
          on: {
            'service.chosen': { guard: 'serviceIsKnown', target: 'facts', actions: 'chooseService' },
            back: { guard: uncovered, target: 'choose', actions: 'forgetTopic' },
          },
        },
        search: {
          on: {
            'search.typed': { actions: 'type' },
            'service.chosen': { guard: 'serviceIsKnown', target: 'facts', actions: 'chooseService' },
            back: { guard: uncovered, target: 'choose', actions: 'forgetSearch' },
          },
        },
        facts: {
          on: {
            next: 'papers',
            back: [
              { guard: and([uncovered, 'hasSearch']), target: 'search', actions: 'forgetService' },
              { guard: and([uncovered, 'hasTopic']), target: 'situations', actions: 'forgetService' },
              { guard: uncovered, target: 'choose', actions: 'forgetService' },
            ],
          },
        },
        papers: {
          on: {
            'paper.toggled': { actions: 'togglePaper' },
            next: { target: 'step', actions: 'enterGuide' },
            back: { guard: uncovered, target: 'facts' },
          },
        },
        step: {
          on: {
            'filing-way.chosen': { guard: 'wayIsOfService', actions: 'chooseFilingWay' },
            'portal.opened': { actions: 'openPortal' },
            'portal.sized': { guard: 'portalIsOpen', actions: 'sizePortal' },
            'portal.moved': { guard: 'portalIsOpen', actions: 'followPortal' },
            'help.offered': { guard: uncovered, actions: 'offerHelp' },
            next: [
              { guard: 'leadsToStep', actions: 'goOn' },
              { guard: 'leadsToEnding', target: 'ending', actions: 'goOn' },
            ],
            'choice.chosen': [
              { guard: 'leadsToStep', actions: 'goOn' },
              { guard: 'leadsToEnding', target: 'ending', actions: 'goOn' },
            ],
            back: [
              { guard: and([uncovered, 'hasTrail']), actions: 'goBack' },
              { guard: uncovered, target: 'papers', actions: 'leaveGuide' },
            ],
          },
        },
        ending: {
          entry: 'askHomeVisit',
          on: {
            back: { guard: uncovered, target: 'step', actions: 'reopenLastStep' },
            left: { target: 'farewell', actions: { type: 'close', params: { ending: 'completed' } } },
          },
        },
        /** Everything is wiped already; only how it is shown and which visit may be rated is left. */
        farewell: {
          on: {
            rated: { actions: 'rate' },
            left: 'attract',
            touched: { target: 'farewell', reenter: true },
          },
          after: { farewell: 'attract' },
        },
      },
    },
    sheet: sheets,
    /** Over everything, so that one can see and read what lies under it. */
    settings: {
      initial: 'none',
      on: overSheet,
      states: {
        none: {
          on: {
            'display.opened': { guard: 'atVisit', target: 'display' },
            'languages.opened': { guard: 'atVisit', target: 'languages' },
          },
        },
        display: { on: { back: 'none', 'languages.opened': 'languages' } },
        languages: { on: { back: 'none', 'language.chosen': { guard: 'languageIsKnown', target: 'none' } } },
      },
    },
    idle: {
      initial: 'off',
      states: {
        /** Nobody is here, or the thank-you screen counts for itself. */
        off: {
          entry: 'stopWarning',
          on: {
            started: { guard: stateIn({ journey: 'attract' }), target: 'quiet' },
            'language.chosen': { guard: and([stateIn({ journey: 'attract' }), 'languageIsKnown']), target: 'quiet' },
          },
        },
        quiet: {
          entry: 'stopWarning',
          on: {
            ...overIdle,
            ...notTheResident,
            painted: { target: 'quiet', reenter: true, actions: 'noteSyllables' },
            '*': { target: 'quiet', reenter: true },
          },
          after: { quiet: [{ guard: 'helpIsComing', target: 'waitingForHelp' }, { target: 'warning' }] },
        },
        waitingForHelp: { on: { ...overIdle, ...notTheResident, '*': 'quiet' }, after: { helpPause: 'warning' } },
        warning: {
          entry: 'startWarning',
          initial: 'counting',
          on: { ...overIdle, stayed: 'quiet', touched: 'quiet' },
          states: {
            counting: {
              after: {
                1000: [
                  { guard: 'warningIsOver', actions: raise({ type: 'idle.over' }) },
                  { target: 'counting', reenter: true, actions: 'countDown' },
                ],
              },
            },
          },
        },
      },
    },
  },
});
