import { app } from 'electron';
import { parseStartArguments } from './boot/arguments.ts';
import { exitCodes } from './boot/exit-codes.ts';
import { startKiosk } from './boot/start-kiosk.ts';
import { isGuestSession } from './guest/guest-session.ts';
import { registerAppScheme } from './windows/app-protocol.ts';
import { refuseWandering } from './windows/shell-window.ts';

// Electron's own warnings name addresses, and an address of the portal can hold what a resident typed.
process.removeAllListeners('warning');
process.on('warning', ({ name }) => process.stderr.write(`Warning: ${name}\n`));

// Whatever this program writes is for its own user alone.
process.umask(0o077);

const parsed = parseStartArguments(process.argv.slice(1));
if (!parsed.ok) {
  quit(parsed.error, exitCodes.usage);
} else if (parsed.value.role === 'desk') {
  quit('The desk is not part of this version yet; start without --role desk.', exitCodes.usage);
} else {
  if (parsed.value.userDataDir !== null) app.setPath('userData', parsed.value.userDataDir);
  if (app.requestSingleInstanceLock()) {
    app.enableSandbox();
    app.on('web-contents-created', (_event, contents) => {
      // A portal's page has a gate of its own.
      if (!isGuestSession(contents.session)) refuseWandering(contents);
    });
    registerAppScheme();
    startKiosk(parsed.value);
  } else {
    quit(`Tiếp Dân is already running on this data folder: ${app.getPath('userData')}`, exitCodes.alreadyRunning);
  }
}

function quit(sentence: string, code: number): void {
  process.stderr.write(`${sentence}\n`);
  app.exit(code);
}
