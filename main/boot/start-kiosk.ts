import { join } from 'node:path';
import { app } from 'electron';
import { readTerminalConfig } from '../config/terminal-config.ts';
import { connectScreen } from '../ipc/router.ts';
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
    const window = openWindow(config.ok ? config.value.panel : usualPanel, (reason) => onLost(reason));
    const loading = import('./run-kiosk.ts');
    if (!config.ok) {
      window.outOfService('config');
      (await loading).refuseConfig(config.error, folder);
      return;
    }
    const running = loading.then(({ runKiosk }) => runKiosk({ config: config.value, folder, built, window }));
    connectScreen(
      window.contents,
      running.then(({ calls }) => calls),
    );
    window.open();
    ({ onLost } = await running);
  });
  app.on('window-all-closed', () => app.quit());
}

function openWindow(panel: { widthPx: number; heightPx: number }, onLost: (reason: string) => void): ShellWindow {
  return openShellWindow({
    session: createShellSession(join(built, 'renderer')),
    preload: join(built, 'preload/index.cjs'),
    panel,
    kiosk: app.isPackaged,
    onLost,
  });
}
