import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import { channels } from '../../shared/ipc/channels.ts';
import type { ScreenCalls } from './screen-calls.ts';

/** Calls that are answered, and those that are only heard. */
const answered = ['terminal', 'content', 'view', 'portal', 'printSlip', 'officer', 'sendWords'] as const;
const heard = ['send', 'painted', 'alive', 'portalAct', 'officerAct'] as const;
export type Answered = (typeof answered)[number];
export type Heard = (typeof heard)[number];

/**
 * Connects a page's calls with whoever will answer them. The page may ask before there is anybody: its call waits, in the
 * order of asking. Null: there will never be anybody, the kiosk rests. Loads nothing itself, so it is there before the page.
 */
export function connectScreen(contents: WebContents, calls: Promise<ScreenCalls | null>): void {
  for (const call of answered) {
    ipcMain.handle(channels[call], async (event: IpcMainInvokeEvent, value: unknown) => {
      const screen = await calls;
      if (screen === null) throw new Error('refused');
      return await screen.answer(call, event, value);
    });
  }
  for (const call of heard) {
    ipcMain.on(channels[call], (event: IpcMainEvent, value: unknown) => {
      void calls.then((screen) => screen?.hear(call, event, value));
    });
  }
  const push = (channel: string) => (value: unknown) => {
    if (!contents.isDestroyed() && !contents.isCrashed()) contents.send(channel, value);
  };
  void calls.then((screen) => {
    screen?.onView(push(channels.viewChanged));
    screen?.onPortal(push(channels.portalChanged));
    screen?.onOfficer(push(channels.officerChanged));
  });
}
