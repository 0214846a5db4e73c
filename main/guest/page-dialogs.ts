import type { EventEmitter } from 'node:events';
import type { WebContents, WebFrameMain } from 'electron';
import { z } from 'zod';
import type { DialogDesk, DialogSite } from './dialog-desk.ts';

/**
 * Electron answers `prompt()` with an error, in every page and before its first script runs. A fresh frame still has
 * the browser's own, which asks for whoever calls it. Frames inside a page keep theirs.
 */
export const givePromptBack = `if (window === window.top) window.prompt = function prompt(message = '', suggested = '') {
  const frame = document.createElement('iframe');
  document.documentElement.append(frame);
  const ask = frame.contentWindow.prompt;
  frame.remove();
  return ask.call(window, message, suggested);
};`;

/** What Electron tells of a dialog; a shape that an upgrade has changed is a dialog that nobody sees. */
const asked = z.object({
  dialogType: z.enum(['alert', 'confirm', 'prompt']),
  messageText: z.string(),
  defaultPromptText: z.string(),
});
/** The acts of a resident on a page, as the browser sends them on to it. */
const touches = new Set(['mouseDown', 'touchStart', 'keyDown', 'rawKeyDown']);

/**
 * Brings the dialogs of a page to the desk. Electron's own listener, which would open a window of the system, gives way;
 * where an upgrade renamed the event, that listener stays, and `disableDialogs` answers with no as if nobody were here.
 * The debugger tells of dialogs as well, but holds one alone: when a frame of another process asks while the page does,
 * the page's own dialog is never answered and the page hangs. Each event here has its own answer.
 */
export function watchDialogs(contents: WebContents, site: DialogSite, desk: DialogDesk): void {
  const events: EventEmitter = contents;
  events.removeAllListeners('-run-dialog');
  events.on('-run-dialog', (dialog: { frame?: WebFrameMain }, answer: (accept: boolean, text: string) => void) => {
    const { success, data } = asked.safeParse(dialog);
    if (!success) return answer(false, '');
    const opened = {
      kind: data.dialogType,
      message: data.messageText,
      suggested: data.defaultPromptText,
      host: hostOf(dialog.frame?.url) ?? hostOf(contents.getURL()) ?? '',
    };
    desk.opened(site, opened, (accept, text) => {
      // The browser is still at work when a page is torn down, and takes no answer for one that is gone.
      setImmediate(() => contents.isDestroyed() || answer(accept, text));
    });
  });
  for (const gone of ['-cancel-dialogs', 'render-process-gone', 'destroyed']) {
    events.on(gone, () => desk.cancelled(site));
  }
  contents.on('did-navigate', () => desk.left(site));
  contents.on('input-event', (_event, { type }) => {
    if (touches.has(type)) desk.touched(site);
  });
}

/** Null for addresses that name nobody, such as those of frames that a page writes itself. */
function hostOf(address: string | undefined): string | null {
  const { host } = address !== undefined && URL.canParse(address) ? new URL(address) : { host: '' };
  return host === '' ? null : host;
}

const endedByUs = new WeakSet<WebContents>();

/** True while a page was ended by `openAfresh`, and not by a fault. */
export const isOpenedAfresh = (contents: WebContents): boolean => endedByUs.has(contents);

/**
 * Opens an address in the place of a page that asks without end. Such a page never lets a navigation come about, so its
 * process is ended first; what it stored for the visit stays.
 */
export function openAfresh(contents: WebContents, address: string): void {
  endedByUs.add(contents);
  contents.once('render-process-gone', () =>
    setImmediate(() => {
      endedByUs.delete(contents);
      if (!contents.isDestroyed()) contents.loadURL(address).catch(() => undefined);
    }),
  );
  contents.forcefullyCrashRenderer();
}
