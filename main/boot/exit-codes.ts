/** What the process says to its supervisor. Codes of sysexits.h where one fits. */
export const exitCodes = {
  fine: 0,
  /** A command-line option is wrong: starting again will not help. */
  usage: 64,
  /** The page was lost three times in ten minutes: start again, and tell somebody if it happens twice. */
  screenKeepsFailing: 70,
  /** An officer asked for a new start. */
  startAgain: 75,
  /** Another kiosk runs on this data folder. */
  alreadyRunning: 73,
} as const;
