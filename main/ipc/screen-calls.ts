import type { IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron';
import type { z } from 'zod';
import {
  paintedScreen,
  type ServiceContent,
  sentEvent,
  type TerminalFace,
  writtenWords,
} from '../../shared/ipc/bridge.ts';
import type { WordsAnswer } from '../../shared/ipc/words-answer.ts';
import { officerAct } from '../../shared/officer/face.ts';
import { portalAct } from '../../shared/portal/face.ts';
import type { PortalRunner } from '../guest/run-portal.ts';
import type { Log } from '../log.ts';
import type { OfficerRoom } from '../officer/officer-room.ts';
import type { VisitRunner } from '../visit/visit-runner.ts';
import { appOrigin } from '../windows/app-files.ts';
import type { Answered, Heard } from './router.ts';

/** Who answers a page. */
export interface ScreenCalls {
  answer(call: Answered, event: IpcMainInvokeEvent, value: unknown): unknown;
  hear(call: Heard, event: IpcMainEvent, value: unknown): void;
  onView: VisitRunner['onView'];
  onPortal: PortalRunner['onFace'];
  onOfficer: OfficerRoom['onFace'];
}

/**
 * Answers the kiosk's page. Every call is refused unless it comes from the main frame of our own window at our own
 * origin, and unless its content parses; a refusal is logged by its name, never by content.
 */
export function screenCalls({
  contents,
  visits,
  terminal,
  content,
  portal,
  officer,
  printSlip,
  sendWords,
  onAlive,
  onFirstScreen,
  log,
}: {
  contents: WebContents;
  visits: VisitRunner;
  terminal: TerminalFace;
  content: ServiceContent;
  portal: PortalRunner;
  officer: OfficerRoom;
  /** Prints the slip of the ending that is shown; false when it cannot. */
  printSlip: () => Promise<boolean>;
  sendWords: (text: string) => Promise<WordsAnswer>;
  onAlive: () => void;
  /** The first screen is on the glass: the kiosk can be used. */
  onFirstScreen: () => void;
  log: Log;
}): ScreenCalls {
  const mayCall = (event: IpcMainEvent | IpcMainInvokeEvent, call: Answered | Heard): boolean => {
    const frame = event.senderFrame;
    const ours = frame !== null && frame === contents.mainFrame && frame.origin === appOrigin;
    if (!ours) log.warn({ call }, 'call from a foreign frame refused');
    return ours;
  };
  const answers: Record<Answered, (value: unknown) => unknown> = {
    terminal: () => terminal,
    content: () => content,
    view: () => visits.view(),
    portal: () => portal.face(),
    officer: () => officer.face(),
    printSlip,
    sendWords(value) {
      const { success, data } = writtenWords.safeParse(value);
      if (success) return sendWords(data);
      log.warn({ call: 'sendWords' }, 'call with foreign content refused');
      return 'failed' satisfies WordsAnswer;
    },
  };
  const parsed =
    <S extends z.ZodType>(call: Heard, schema: S, act: (value: z.infer<S>) => void) =>
    (value: unknown): void => {
      const { success, data } = schema.safeParse(value);
      if (success) act(data);
      else log.warn({ call }, 'call with foreign content refused');
    };
  let screens = 0;
  const hears: Record<Heard, (value: unknown) => void> = {
    send: parsed('send', sentEvent, visits.send),
    painted: parsed('painted', paintedScreen, (painted) => {
      visits.painted(painted);
      screens += 1;
      if (screens === 1) onFirstScreen();
    }),
    alive: onAlive,
    portalAct: parsed('portalAct', portalAct, portal.act),
    officerAct: parsed('officerAct', officerAct, officer.act),
  };
  return {
    answer(call, event, value) {
      if (!mayCall(event, call)) throw new Error('refused');
      return answers[call](value);
    },
    hear(call, event, value) {
      if (mayCall(event, call)) hears[call](value);
    },
    onView: visits.onView,
    onPortal: portal.onFace,
    onOfficer: officer.onFace,
  };
}
