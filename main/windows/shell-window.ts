import { BrowserWindow, Menu, type Session, screen, type WebContents } from 'electron';
import { appOrigin } from './app-files.ts';
import { windowBounds, windowOptions } from './window-options.ts';

export type ScreenLoss = 'screen-lost' | 'screen-hung';

export interface ShellWindow {
  window: BrowserWindow;
  contents: WebContents;
  /** Loads the kiosk's page, again after a loss. */
  open(): void;
  /** Loads the page that says the kiosk is resting; it needs nothing of the rest. `code` is shown small. */
  outOfService(code: string): void;
  /** Ends a page that does not answer; `onLost` follows. */
  crash(): void;
}

/** Opens the one window of a kiosk: no menu, no other window, no way to another address. */
export function openShellWindow({
  session,
  preload,
  panel,
  kiosk,
  onLost,
}: {
  session: Session;
  preload: string;
  panel: { widthPx: number; heightPx: number };
  kiosk: boolean;
  onLost: (reason: string) => void;
}): ShellWindow {
  Menu.setApplicationMenu(null);
  const bounds = windowBounds(panel, screen.getPrimaryDisplay().workArea);
  const window = new BrowserWindow(windowOptions({ session, preload, bounds, kiosk }));
  const { webContents: contents } = window;
  contents.on('render-process-gone', (_event, details) => {
    if (details.reason !== 'clean-exit') onLost(details.reason);
  });
  contents.on('did-finish-load', () => {
    void contents.setVisualZoomLevelLimits(1, 1);
  });
  const load = (page: string): void => {
    // A page that is lost while it loads comes back through render-process-gone; there is nothing else to do here.
    contents.loadURL(`${appOrigin}/${page}`).catch(() => undefined);
  };
  return {
    window,
    contents,
    open: () => load('index.html'),
    outOfService: (code) => load(`out-of-service.html?code=${encodeURIComponent(code)}`),
    crash: () => contents.forcefullyCrashRenderer(),
  };
}

/** Holds for every page the program will ever show, whoever made it. */
export function refuseWandering(contents: WebContents): void {
  const stay = (event: { preventDefault: () => void }): void => event.preventDefault();
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-attach-webview', stay);
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
