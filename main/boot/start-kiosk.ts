import { join } from 'node:path';
import { app } from 'electron';
import { faultOf, faultWord } from '../../shared/fault.ts';
import { panelHint } from '../config/panel-hint.ts';
import { connectScreen } from '../ipc/router.ts';
import { createShellSession } from '../windows/shell-session.ts';
import { openShellWindow, type ShellWindow } from '../windows/shell-window.ts';
import type { StartArguments } from './arguments.ts';
import { exitCodes } from './exit-codes.ts';

const built = join(import.meta.dirname, '..');

/**
 * Opens the window; everything else, the check of terminal.json included, loads while the page's process starts, which
 * takes longer. A fault at any point ends in a readable page.
 */
export function startKiosk({ config: named, enrol }: StartArguments): void {
  const folder = app.getPath('userData');
  const config = { file: named ?? join(folder, 'terminal.json'), required: named !== null };
  void app.whenReady().then(async () => {
    // A page lost before there is anybody to open it again: the supervisor starts anew.
    let onLost = (_reason: string): void => app.exit(exitCodes.screenKeepsFailing);
    let mayUseCamera = (): boolean => false;
    const window = openWindow(
      panelHint(config.file),
      (reason) => onLost(reason),
      () => mayUseCamera(),
    );
    const running = import('./run-kiosk.ts').then(({ startRunning }) =>
      startRunning({ config, folder, built, enrol, window }),
    );
    connectScreen(
      window.contents,
      running.then(
        (kiosk) => kiosk?.calls ?? null,
        () => null,
      ),
    );
    window.open();
    try {
      const kiosk = await running;
      if (kiosk === null) return;
      onLost = kiosk.onLost;
      mayUseCamera = kiosk.mayUseCamera;
    } catch (error) {
      process.stderr.write(
        `Out of service (start): ${[faultWord(error), ...faultOf(error).frames].join('\n    at ')}\n`,
      );
      window.outOfService('start');
    }
  });
  app.on('window-all-closed', () => app.quit());
}

function openWindow(
  panel: { widthPx: number; heightPx: number },
  onLost: (reason: string) => void,
  mayUseCamera: () => boolean,
): ShellWindow {
  return openShellWindow({
    session: createShellSession(join(built, 'renderer'), mayUseCamera),
    preload: join(built, 'preload/index.cjs'),
    panel,
    kiosk: app.isPackaged,
    onLost,
  });
}
