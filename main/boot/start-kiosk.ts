import { join } from 'node:path';
import { app } from 'electron';
import { readTerminalConfig } from '../config/terminal-config.ts';
import { createShellSession } from '../windows/shell-session.ts';
import { openShellWindow, type ShellWindow } from '../windows/shell-window.ts';
import type { StartArguments } from './arguments.ts';
import { exitCodes } from './exit-codes.ts';

const built = join(import.meta.dirname, '..');
/** Where the resting page is shown when terminal.json does not say what the glass is. */
const usualPanel = { widthPx: 1080, heightPx: 1920 };

/**
 * Reads the configuration and opens the window; everything else loads while the page's process starts, which takes
 * longer. A fault at any point ends in a readable page.
 */
export function startKiosk({ config: named }: StartArguments): void {
  const folder = app.getPath('userData');
  const config = readTerminalConfig(named ?? join(folder, 'terminal.json'), named !== null);
  void app.whenReady().then(async () => {
    // A page lost before there is anybody to open it again: the supervisor starts anew.
    let onLost = (_reason: string): void => app.exit(exitCodes.screenKeepsFailing);
    let answer = (): void => undefined;
    const answering = new Promise<void>((done) => {
      answer = done;
    });
    const panel = config.ok ? config.value.panel : usualPanel;
    const window = openWindow(panel, answering, (reason) => onLost(reason));
    if (config.ok) window.open();
    else window.outOfService('config');
    const { refuseConfig, runKiosk } = await import('./run-kiosk.ts');
    if (config.ok) onLost = runKiosk({ config: config.value, folder, built, window });
    else refuseConfig(config.error, folder);
    answer();
  });
  app.on('window-all-closed', () => app.quit());
}

/** `answering`: settles when there is somebody to answer the page; until then it is not given out. */
function openWindow(
  panel: { widthPx: number; heightPx: number },
  answering: Promise<void>,
  onLost: (reason: string) => void,
): ShellWindow {
  return openShellWindow({
    session: createShellSession(join(built, 'renderer'), answering),
    preload: join(built, 'preload/index.cjs'),
    panel,
    kiosk: app.isPackaged,
    onLost,
  });
}
