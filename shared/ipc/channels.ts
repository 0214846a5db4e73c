/**
 * The names of the calls between a screen and main; `bridge.ts` says what they carry. A file of its own, because the
 * preload script may take in nothing heavier.
 */
export const channels = {
  /** screen -> main, answered */
  terminal: 'terminal.read',
  content: 'content.read',
  view: 'visit.read',
  portal: 'portal.read',
  printSlip: 'slip.print',
  officer: 'officer.read',
  sendWords: 'words.send',
  /** screen -> main */
  send: 'visit.send',
  painted: 'screen.painted',
  alive: 'screen.alive',
  portalAct: 'portal.act',
  officerAct: 'officer.act',
  /** main -> screen */
  viewChanged: 'visit.changed',
  portalChanged: 'portal.changed',
  officerChanged: 'officer.changed',
} as const;
