import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { protocol, type Session } from 'electron';
import { contentSecurityPolicy, contentTypeOf, fileForUrl } from './app-files.ts';

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built pages from `folder` to one session; `made`: pages that are put together when they are asked for. */
export function serveApp(session: Session, folder: string, made: Record<string, () => string> = {}): void {
  session.protocol.handle('app', async (request) => {
    const file = request.method === 'GET' ? fileForUrl(request.url, folder) : null;
    const page = file === null ? undefined : made[relative(folder, file)];
    const body =
      file === null ? null : page === undefined ? await readFile(file).catch(() => null) : Buffer.from(page());
    if (file === null || body === null) return new Response('', { status: 404 });
    return new Response(new Uint8Array(body), {
      headers: {
        'Content-Type': contentTypeOf(file),
        'Content-Security-Policy': contentSecurityPolicy,
        'X-Content-Type-Options': 'nosniff',
        'Cache-Control': 'no-store',
      },
    });
  });
}
