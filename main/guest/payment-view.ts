import {
  type BrowserWindow,
  type WebContents,
  WebContentsView,
  type WebContentsViewConstructorOptions,
} from 'electron';
import type { BlockReason } from '../../shared/facts/facts.ts';
import { type Allowed, refusePage } from './address.ts';
import type { DialogDesk } from './dialog-desk.ts';
import { watchDialogs } from './page-dialogs.ts';
import { closeWaysOut, takeOverDialogs } from './ways-out.ts';

/** What is heard of a payment's window. */
export interface PaymentEvents {
  /** It shows a page of this host; null: it is gone. */
  onPaying(host: string | null): void;
  /** The payment leads back to the portal. */
  onReturn(address: string): void;
  onBlocked(why: BlockReason, address: string): void;
}

/** The window that a portal opens to be paid in, as a view over its own: shown, and never typed into or looked into. */
export interface PaymentView {
  /** True while a bank's page is to be seen; one that never got there gives way to the next. */
  isShown(): boolean;
  /** As Electron asks for it, so that a form that is posted into a new window arrives as a post. */
  create(options: WebContentsViewConstructorOptions): WebContents;
  place(area: { x: number; y: number; width: number; height: number } | null): void;
  zoom(factor: number): void;
  close(): void;
}

export function openPaymentView({
  window,
  portal,
  payments,
  dialogs,
  events,
}: {
  window: BrowserWindow;
  portal: Allowed;
  payments: Allowed;
  /** Where what the page asks waits for the resident. */
  dialogs: DialogDesk;
  events: PaymentEvents;
}): PaymentView {
  let view: WebContentsView | null = null;
  let area: Parameters<PaymentView['place']>[0] = null;
  let zoomed = 1;
  let isThere = false;

  const place = (): void => {
    // An empty window that a script will lead somewhere is nothing to be looked at yet.
    view?.setVisible(area !== null && isThere);
    if (area !== null) view?.setBounds(area);
  };
  const gone = (): void => {
    if (view === null) return;
    const closing = view;
    view = null;
    isThere = false;
    if (!window.isDestroyed()) window.contentView.removeChildView(closing);
    if (!closing.webContents?.isDestroyed()) closing.webContents?.close({ waitForBeforeUnload: false });
    events.onPaying(null);
  };

  function guard(contents: WebContents): void {
    const lead = (event: { preventDefault(): void; url: string }): void => {
      if (event.url === 'about:blank' || refusePage(event.url, payments) === null) return;
      event.preventDefault();
      const why = refusePage(event.url, portal);
      // Not from within its own event: what leads away is still at work.
      setImmediate(() => {
        gone();
        if (why === null) events.onReturn(event.url);
      });
      if (why !== null) events.onBlocked(why, event.url);
    };
    contents.on('will-navigate', lead);
    contents.on('will-redirect', lead);
    contents.on('did-navigate', (_event, url) => {
      contents.setZoomFactor(zoomed);
      if (!url.startsWith('https:')) return;
      isThere = true;
      place();
      events.onPaying(new URL(url).host);
    });
    contents.setWindowOpenHandler(({ url }) => {
      events.onBlocked('window', url);
      return { action: 'deny' };
    });
    // No card's number is typed on a terminal of a hall, on the glass or on a keyboard.
    contents.on('before-input-event', (event) => event.preventDefault());
    closeWaysOut(contents);
    watchDialogs(contents, 'bank', dialogs);
    // Nothing is printed or chosen from the disk here either; a page that is gone meanwhile needs no guard.
    takeOverDialogs(contents, () => undefined).catch(() => undefined);
    contents.on('destroyed', gone);
    contents.on('render-process-gone', gone);
  }

  return {
    isShown: () => isThere,
    create(options) {
      gone();
      view = new WebContentsView(options);
      view.setVisible(false);
      view.setBackgroundColor('#ffffff');
      window.contentView.addChildView(view);
      guard(view.webContents);
      place();
      return view.webContents;
    },
    place(next) {
      area = next;
      place();
    },
    zoom(factor) {
      zoomed = factor;
      view?.webContents.setZoomFactor(factor);
    },
    close: gone,
  };
}
