import type { BrowserWindowConstructorOptions, Session, WebPreferences } from 'electron';

/** The one place where `webPreferences` are written. */
export function windowOptions({
  session,
  preload,
  bounds,
  kiosk,
}: {
  session: Session;
  preload: string;
  bounds: { x: number; y: number; width: number; height: number };
  /** Whole screen and no way out; otherwise a plain frameless window to develop and test in. */
  kiosk: boolean;
}): BrowserWindowConstructorOptions {
  return {
    ...bounds,
    kiosk,
    frame: false,
    resizable: !kiosk,
    autoHideMenuBar: true,
    backgroundColor: '#083F37',
    title: 'Tiếp Dân',
    webPreferences: {
      session,
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      backgroundThrottling: false,
    },
  };
}

/**
 * A portal's page: in the sandbox, without a preload. What it asks is shown by us; `disableDialogs` says no wherever our
 * own listener (main/guest/page-dialogs.ts) is not there.
 */
export function guestPreferences(session: Session): WebPreferences {
  return {
    session,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
    spellcheck: false,
    navigateOnDragDrop: false,
    disableDialogs: true,
    devTools: false,
    backgroundThrottling: false,
  };
}

/** Where the window goes: the whole screen when it is the panel, else as large as fits with the panel's shape. */
export function windowBounds(
  panel: { widthPx: number; heightPx: number },
  screen: { x: number; y: number; width: number; height: number },
): { x: number; y: number; width: number; height: number } {
  const scale = Math.min(screen.width / panel.widthPx, screen.height / panel.heightPx, 1);
  const width = Math.round(panel.widthPx * scale);
  const height = Math.round(panel.heightPx * scale);
  return { x: screen.x + Math.round((screen.width - width) / 2), y: screen.y, width, height };
}
