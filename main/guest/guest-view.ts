import { type BrowserWindow, type Session, type WebContents, WebContentsView } from 'electron';
import type { PortalTrouble } from '../../shared/catalogue/portal-schema.ts';
import type { BlockReason } from '../../shared/facts/facts.ts';
import { guestPreferences } from '../windows/window-options.ts';
import { type Allowed, refusePage } from './address.ts';
import { openDialogDesk } from './dialog-desk.ts';
import type { GuestPage, GuestPageEvents } from './guest-page.ts';
import { isOpenedAfresh, openAfresh, watchDialogs } from './page-dialogs.ts';
import { openPaymentView } from './payment-view.ts';
import { closeWaysOut, takeOverDialogs } from './ways-out.ts';

/** The companion's own world: the page's scripts share nothing with it but the document. */
const companionWorld = 999;

/** Opens a portal's page inside the window. It has no preload and no way to call anybody. */
export function openGuestView({
  window,
  session,
  allowed,
  payments,
  script,
  events,
}: {
  window: BrowserWindow;
  session: Session;
  allowed: Allowed;
  /** Where a window that the page opens may go. */
  payments: Allowed;
  /** The companion's code, put into a world of its own on every page. */
  script: string;
  events: GuestPageEvents;
}): GuestPage {
  const view = new WebContentsView({ webPreferences: guestPreferences(session) });
  const { webContents: contents } = view;
  view.setVisible(false);
  view.setBackgroundColor('#ffffff');
  window.contentView.addChildView(view);
  let zoomed = 1;
  const zoom = (): void => contents.setZoomFactor(zoomed);
  const dialogs = openDialogDesk({ onChange: events.onDialog });
  const payment = openPaymentView({
    window,
    portal: allowed,
    payments,
    dialogs,
    events: {
      onPaying: events.onPaying,
      onBlocked: events.onBlocked,
      onReturn: (address) => void contents.loadURL(address).catch(() => undefined),
    },
  });
  closeWaysOut(contents);
  watchDialogs(contents, 'portal', dialogs);
  guard(contents, allowed, events);
  contents.setWindowOpenHandler(({ url }) => {
    const mayPay = url === '' || url === 'about:blank' || refusePage(url, payments) === null;
    if (mayPay && !payment.isShown()) {
      return {
        action: 'allow',
        overrideBrowserWindowOptions: { webPreferences: guestPreferences(session) },
        createWindow: (options) => payment.create(options),
      };
    }
    const why: BlockReason | null = refusePage(url, allowed);
    if (why === null) void contents.loadURL(url).catch(() => undefined);
    else events.onBlocked(why === 'scheme' ? 'window' : why, url);
    return { action: 'deny' };
  });
  // Every host has a zoom of its own, and it comes anew with each.
  for (const event of ['zoom-changed', 'did-navigate', 'dom-ready'] as const) contents.on(event as 'dom-ready', zoom);
  tell(contents, events, script);
  /** The box of the page that asked for a file last, as the debugger knows it. */
  let asking: number | null = null;
  const attached = attachDebugger(contents, (box) => {
    asking = box;
    events.onFileWanted();
  });
  const evaluate = async (code: string): Promise<unknown> =>
    await contents.executeJavaScriptInIsolatedWorld(companionWorld, [{ code }]);
  return {
    async open(address) {
      dialogs.dismiss('portal');
      await attached;
      // What fails is told by its own event.
      await contents.loadURL(address).catch(() => undefined);
    },
    place(area) {
      view.setVisible(area !== null);
      if (area !== null) view.setBounds(area);
      payment.place(area);
    },
    evaluate,
    async type(text) {
      await contents.insertText(text);
      // Inserted text comes without a key, and calendar boxes take a date only when they hear one released.
      contents.sendInputEvent({ type: 'keyUp', keyCode: 'Shift' });
    },
    async attach({ name, type, bytes }) {
      const box = asking;
      asking = null;
      if (box === null) return false;
      return await putFile(contents, box, { name, type, base64: Buffer.from(bytes).toString('base64') });
    },
    key(key) {
      for (const type of ['keyDown', 'char', 'keyUp'] as const) {
        if (type === 'char' && key !== 'Enter') continue;
        contents.sendInputEvent({ type, keyCode: key === 'Enter' ? 'Return' : key });
      }
    },
    zoom(factor) {
      zoomed = factor;
      zoom();
      payment.zoom(factor);
    },
    leavePayment: () => payment.close(),
    answer: dialogs.answer,
    stop(dialog, home) {
      const how = dialogs.stop(dialog);
      if (how === 'close') payment.close();
      else if (how !== null) openAfresh(contents, how === 'home' ? home : lastWanted(contents));
    },
    id: () => contents.id,
    back() {
      dialogs.dismiss('portal');
      if (contents.navigationHistory.canGoBack()) contents.navigationHistory.goBack();
    },
    reload: () => {
      dialogs.dismiss('portal');
      // A page that did not come is asked for anew: an error's own page would only be shown again.
      void contents.loadURL(lastWanted(contents)).catch(() => undefined);
    },
    canGoBack: () => contents.navigationHistory.canGoBack(),
    address: () => contents.getURL(),
    close() {
      dialogs.close();
      payment.close();
      if (!window.isDestroyed()) window.contentView.removeChildView(view);
      // Whatever the page would like to ask first is not heard.
      if (!contents.isDestroyed()) contents.close({ waitForBeforeUnload: false });
    },
  };
}

const wanted = new WeakMap<WebContents, string>();

/** The last page that was asked for, whether it came or not. */
const lastWanted = (contents: WebContents): string => wanted.get(contents) ?? contents.getURL();

/** Every way out of the page, and what answers it. */
function guard(
  contents: WebContents,
  allowed: Allowed,
  { onBlocked, onKey }: Pick<GuestPageEvents, 'onBlocked' | 'onKey'>,
): void {
  const stay = (event: { preventDefault(): void; url: string }): void => {
    const why = refusePage(event.url, allowed);
    if (why === null || event.url === 'about:blank') return;
    event.preventDefault();
    onBlocked(why, event.url);
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame && !event.url.startsWith('about:')) stay(event);
  });
  contents.on('before-input-event', (event, pressed) => {
    const { type, key, control, meta, alt } = pressed;
    // A keyboard that is plugged in types; it does not print, save, find, zoom or leave.
    const types = key.length === 1 && !control && !meta && !alt;
    const moves = [
      'Backspace',
      'Delete',
      'Enter',
      'Tab',
      'Shift',
      'Process',
      'ArrowLeft',
      'ArrowRight',
      'ArrowUp',
      'ArrowDown',
    ];
    if ((type === 'keyDown' && !types && !moves.includes(key)) || onKey(pressed)) event.preventDefault();
  });
}

/** Errors of a net that are about who the other side is. */
const certificateErrors = { from: -299, to: -200 };
/** A page that was left for another; nothing is wrong. */
const aborted = -3;

function tell(contents: WebContents, events: GuestPageEvents, script: string): void {
  let answered = true;
  contents.on('did-start-navigation', ({ isMainFrame, isSameDocument, url }) => {
    if (!isMainFrame) return;
    if (url.startsWith('https:')) wanted.set(contents, url);
    if (!isSameDocument) answered = true;
    if (!isSameDocument) events.onLoading(true);
  });
  contents.on('did-navigate', (_event, _url, status) => {
    if (status < 500) return;
    answered = false;
    events.onFailed('server');
  });
  contents.on('did-fail-load', (_event, code, _words, _url, isMainFrame) => {
    if (!isMainFrame || code === aborted) return;
    // What stands on the glass next is the browser's own page about it, not the portal's.
    answered = false;
    const isBlocked = code === -20;
    const trouble: PortalTrouble =
      code <= certificateErrors.to && code >= certificateErrors.from ? 'certificate' : 'down';
    if (!isBlocked) events.onFailed(trouble);
  });
  contents.on('dom-ready', () => {
    void contents.setVisualZoomLevelLimits(1, 1);
    contents
      .executeJavaScriptInIsolatedWorld(companionWorld, [{ code: `${script};0` }])
      .then(() => events.onReady(answered))
      // A page that is gone before the script was there comes back with its own dom-ready.
      .catch(() => undefined);
  });
  contents.on('did-stop-loading', () => events.onLoading(false));
  contents.on('did-navigate-in-page', () => events.onMoved());
  contents.on('did-navigate', () => events.onMoved());
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit' && !isOpenedAfresh(contents)) events.onFailed('lost');
  });
  contents.on('unresponsive', () => events.onHung());
}

/** Before its first page there is no process that could answer. */
async function attachDebugger(contents: WebContents, onFileWanted: (box: number) => void): Promise<void> {
  await contents.loadURL('about:blank');
  await takeOverDialogs(contents, onFileWanted);
}

/** Runs in the page, on the box that asked: `File` and `DataTransfer` put it there without a file on any disk. */
const putIntoBox = `function (name, type, base64) {
  const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  const files = new DataTransfer();
  if (this.multiple) for (const file of this.files) files.items.add(file);
  files.items.add(new File([bytes], name, { type }));
  this.files = files.files;
  // Asked before the page hears of it: some take the files at once and empty the box.
  const taken = this.files.length > 0;
  for (const event of ['input', 'change']) this.dispatchEvent(new Event(event, { bubbles: true }));
  return taken;
}`;

async function putFile(
  { debugger: debug }: WebContents,
  box: number,
  { name, type, base64 }: { name: string; type: string; base64: string },
): Promise<boolean> {
  const { object } = (await debug.sendCommand('DOM.resolveNode', { backendNodeId: box })) as {
    object: { objectId: string };
  };
  const values = [name, type, base64].map((value) => ({ value }));
  const call = { functionDeclaration: putIntoBox, objectId: object.objectId, arguments: values, returnByValue: true };
  const { result } = (await debug.sendCommand('Runtime.callFunctionOn', call)) as {
    result: { value?: boolean };
  };
  return result.value === true;
}
