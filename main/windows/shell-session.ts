import { type Session, session } from 'electron';
import { appOrigin } from './app-files.ts';
import { serveApp } from './app-protocol.ts';

/**
 * The session of the kiosk's own page: in memory, nothing on disk, every permission refused, nothing loaded but our own
 * files, no download. Every session the program makes gets its rules in a function like this one.
 */
export function createShellSession(pages: string): Session {
  const shell = session.fromPartition('shell');
  serveApp(shell, pages);
  shell.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  shell.setPermissionCheckHandler(() => false);
  shell.setDevicePermissionHandler(() => false);
  shell.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  shell.setSpellCheckerEnabled(false);
  shell.on('will-download', (event) => event.preventDefault());
  shell.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isOurs(details.url) }));
  return shell;
}

/** `data:` pictures are ours too: the icons in our own style sheets. */
function isOurs(url: string): boolean {
  return url.startsWith(`${appOrigin}/`) || url.startsWith('data:image/');
}
