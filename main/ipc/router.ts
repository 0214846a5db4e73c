import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import type { z } from 'zod';
import { paintedScreen, type ServiceContent, sentEvent, type TerminalFace } from '../../shared/ipc/bridge.ts';
import { type Channel, channels } from '../../shared/ipc/channels.ts';
import type { VisitView } from '../../shared/visit/view.ts';
import type { Log } from '../log.ts';
import type { VisitRunner } from '../visit/visit-runner.ts';
import { appOrigin } from '../windows/app-files.ts';

/**
 * Answers the kiosk's page. Every call is refused unless it comes from the main frame of our own window at our own
 * origin, and unless its content parses; a refusal is logged by channel, never by content.
 */
export function serveScreen({
  contents,
  visits,
  terminal,
  content,
  printSlip,
  onAlive,
  onFirstScreen,
  log,
}: {
  contents: WebContents;
  visits: VisitRunner;
  terminal: TerminalFace;
  content: ServiceContent;
  /** Prints the slip of the ending that is shown; false when it cannot. */
  printSlip: () => Promise<boolean>;
  onAlive: () => void;
  /** The first screen is on the glass: the kiosk can be used. */
  onFirstScreen: () => void;
  log: Log;
}): void {
  const mayCall = (event: IpcMainEvent | IpcMainInvokeEvent, channel: Channel): boolean => {
    const frame = event.senderFrame;
    const ours = frame !== null && frame === contents.mainFrame && frame.origin === appOrigin;
    if (!ours) log.warn({ channel }, 'call from a foreign frame refused');
    return ours;
  };
  const answer = <T>(channel: Channel, value: () => T | Promise<T>): void => {
    ipcMain.handle(channel, async (event) => {
      if (!mayCall(event, channel)) throw new Error('refused');
      return await value();
    });
  };
  const hear = <S extends z.ZodType>(channel: Channel, schema: S, act: (value: z.infer<S>) => void): void => {
    ipcMain.on(channel, (event, value: unknown) => {
      if (!mayCall(event, channel)) return;
      const parsed = schema.safeParse(value);
      if (parsed.success) act(parsed.data);
      else log.warn({ channel }, 'call with foreign content refused');
    });
  };

  answer<TerminalFace>(channels.terminal, () => terminal);
  answer<ServiceContent>(channels.content, () => content);
  answer<boolean>(channels.printSlip, printSlip);
  answer<VisitView>(channels.view, () => visits.view());
  hear(channels.send, sentEvent, visits.send);
  let screens = 0;
  hear(channels.painted, paintedScreen, (painted) => {
    visits.painted(painted);
    screens += 1;
    if (screens === 1) onFirstScreen();
  });
  ipcMain.on(channels.alive, (event) => {
    if (mayCall(event, channels.alive)) onAlive();
  });
  visits.onView((view) => {
    if (!contents.isDestroyed() && !contents.isCrashed()) contents.send(channels.viewChanged, view);
  });
}
