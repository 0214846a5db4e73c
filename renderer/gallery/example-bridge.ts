import { type ContentFiles, isContent, joinContent } from '../../shared/catalogue/content.ts';
import type { Bridge, TerminalFace } from '../../shared/ipc/bridge.ts';
import { closedOfficer } from '../../shared/officer/closed-officer.ts';
import type { OfficerFace } from '../../shared/officer/face.ts';
import { closedPortal } from '../../shared/portal/closed-portal.ts';
import type { VisitView } from '../../shared/visit/view.ts';
import { exampleTerminal } from '../kiosk/examples.ts';

/** The real content, as the development server has it. */
const found = import.meta.glob<string>('../../shared/{catalogue,locales}/**/*.json', {
  eager: true,
  query: '?raw',
  import: 'default',
});
const files: ContentFiles = Object.fromEntries(
  Object.entries(found)
    .map(([path, text]) => [path.replace('../../shared/', ''), text] as const)
    .filter(([path]) => isContent(path)),
);
const { catalogue, words, languages, screens } = joinContent(files);

/** The terminal of the examples with the real words. */
export const terminalWithWords: TerminalFace = { ...exampleTerminal, languages, screens };

/** A kiosk that stands still at one view, with the real content. */
export function exampleBridge(view: VisitView, officer: OfficerFace = closedOfficer): Bridge {
  const ignore = (): void => undefined;
  return {
    terminal: async () => terminalWithWords,
    content: async () => ({ catalogue, words }),
    view: async () => view,
    printSlip: async () => false,
    sendWords: async () => 'failed',
    send: ignore,
    painted: ignore,
    portal: async () => closedPortal,
    portalAct: ignore,
    onPortal: () => ignore,
    officer: async () => officer,
    officerAct: ignore,
    onOfficer: () => ignore,
    alive: ignore,
    onView: () => ignore,
  };
}
