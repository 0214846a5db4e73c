import { type Session, session } from 'electron';
import { appOrigin } from './app-files.ts';
import { serveApp } from './app-protocol.ts';

/**
 * The session of the kiosk's own page: in memory, nothing on disk, nothing loaded but our own files, no download, and every
 * permission refused but the camera's while a card is to be read and its owner has agreed. Every session the program makes gets its rules in a function like this one.
 */
export function createShellSession(pages: string, mayUseCamera: () => boolean): Session {
  const shell = session.fromPartition('shell');
  serveApp(shell, pages);
  const isCamera = (permission: string, types: (string | undefined)[]): boolean =>
    permission === 'media' && types.every((type) => type === 'video') && mayUseCamera();
  shell.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer('mediaTypes' in details && isCamera(permission, details.mediaTypes ?? ['none'])),
  );
  shell.setPermissionCheckHandler((_contents, permission, _origin, { mediaType }) => isCamera(permission, [mediaType]));
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
