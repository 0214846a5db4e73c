import { and, stateIn } from 'xstate';

/** Nothing lies over the screen, so 'Back' is meant for the journey. */
export const uncovered = and([stateIn({ sheet: 'none' }), stateIn({ settings: 'none' })]);
const settingsClosed = stateIn({ settings: 'none' });

/** However a visit ends, the sheet and the idle clock go with it; the journey alone closes it, once. */
export const overSheet = { ended: '.none', left: '.none', 'idle.over': '.none', 'screen.lost': '.none' } as const;

/** One goes back from it, or calls for help. */
const toBeLeft = {
  on: {
    back: { guard: settingsClosed, target: 'none' },
    'help.called': { target: 'help', actions: 'callHelp' },
  },
} as const;

/** What can lie over a screen, and what leads from one to another. */
export const sheets = {
  initial: 'none',
  on: overSheet,
  states: {
    none: {
      on: {
        'elsewhere.opened': { guard: 'atVisit', target: 'elsewhere' },
        'fee.opened': { guard: 'feeDependsOnAnswers', target: 'fee' },
        'difficulty.opened': { guard: 'atVisit', target: 'difficulties' },
        'tools.opened': { guard: 'portalIsOpen', target: 'tools' },
        'card.opened': { guard: 'portalIsOpen', target: 'card' },
        'photos.opened': { guard: 'portalIsOpen', target: 'photos' },
        'noticed.answered': [
          { guard: 'wantsHelp', target: 'difficulty', actions: 'showHelpForTrouble' },
          { actions: 'forgetTrouble' },
        ],
        'offer.answered': [
          { guard: 'wantsHelp', target: 'difficulties', actions: 'answerOffer' },
          { actions: 'answerOffer' },
        ],
        'slip.opened': { guard: stateIn({ journey: 'ending' }), target: 'slip' },
        'help.called': { guard: 'atVisit', target: 'help', actions: 'callHelp' },
      },
    },
    elsewhere: toBeLeft,
    /** Questions, one a screen, then the sum. */
    fee: {
      on: {
        back: [
          { guard: and([settingsClosed, 'feeHasQuestionBehind']), actions: 'takeFeeAnswerBack' },
          { guard: settingsClosed, target: 'none' },
        ],
        'fee.answered': { actions: 'answerFee' },
        'fee.again': { actions: 'forgetFeeAnswers' },
        'help.called': { target: 'help', actions: 'callHelp' },
      },
    },
    tools: {
      on: {
        back: { guard: settingsClosed, target: 'none' },
        'portal.closed': 'none',
        'filing-way.chosen': { guard: 'wayIsOfService', target: 'none' },
        'portal.sized': 'none',
        'card.opened': 'card',
        'photos.opened': 'photos',
        'help.called': { target: 'help', actions: 'callHelp' },
      },
    },
    card: toBeLeft,
    photos: toBeLeft,
    slip: toBeLeft,
    difficulties: {
      on: {
        back: { guard: settingsClosed, target: 'none' },
        'difficulty.more': 'more-difficulties',
        'difficulty.chosen': { guard: 'difficultyIsKnown', target: 'difficulty', actions: 'reportDifficulty' },
        'help.called': { target: 'help', actions: 'callHelp' },
      },
    },
    'more-difficulties': {
      on: {
        back: { guard: settingsClosed, target: 'difficulties' },
        'difficulty.chosen': { guard: 'difficultyIsKnown', target: 'difficulty', actions: 'reportDifficulty' },
        'help.called': { target: 'help', actions: 'callHelp' },
      },
    },
    difficulty: {
      on: {
        'words.opened': { guard: 'wordsAreOffered', target: 'words' },
        back: { guard: settingsClosed, target: 'difficulties', actions: 'forgetDifficulty' },
        'difficulty.answered': [
          { guard: 'isSolved', target: 'none', actions: ['answerDifficulty', 'forgetDifficulty'] },
          { target: 'help', actions: ['answerDifficulty', 'callHelp'] },
        ],
        'help.called': { target: 'help', actions: 'callHelp' },
      },
    },
    words: {
      on: {
        back: { guard: settingsClosed, target: 'difficulty' },
        'words.taken': { target: 'difficulty', actions: 'thankForWords' },
        'help.called': { target: 'help', actions: 'callHelp' },
      },
    },
    help: {
      on: {
        back: { guard: settingsClosed, target: 'none', actions: 'forgetDifficulty' },
        'help.closed': { target: 'none', actions: ['closeHelp', 'forgetDifficulty'] },
      },
    },
  },
} as const;
