import { clipboard, type Session, session } from 'electron';
import type { BlockReason } from '../../shared/facts/facts.ts';
import { type Allowed, refusePage, refuseResource } from './address.ts';

const guests = new WeakSet<Session>();

/** True for the session of a portal's page; every other page of the program may go nowhere at all. */
export function isGuestSession(one: Session): boolean {
  return guests.has(one);
}

/**
 * A session for one visit: in memory, nothing of anybody before in it, every permission refused, no download, and no way to
 * an address that the portal's profile does not name, for its own page or for a window to pay in. This is the gate: it sees what navigation events do not.
 */
export function createGuestSession(
  visit: string,
  allowedFor: (contents: number | undefined) => Allowed,
  onBlocked: (why: BlockReason, address: string) => void,
): Session {
  const guest = session.fromPartition(`visit-${visit}`, { cache: false });
  guests.add(guest);
  guest.setPermissionRequestHandler((_contents, _permission, answer, { requestingUrl }) => {
    onBlocked('permission', requestingUrl);
    answer(false);
  });
  guest.setPermissionCheckHandler(() => false);
  guest.setDevicePermissionHandler(() => false);
  guest.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  guest.setUSBProtectedClassesHandler(() => []);
  guest.setSpellCheckerEnabled(false);
  for (const choice of ['select-hid-device', 'select-usb-device', 'select-serial-port'] as const) {
    guest.on(choice as 'select-hid-device', (event, _details, answer) => {
      event.preventDefault();
      answer();
    });
  }
  guest.on('will-download', (event, item) => {
    event.preventDefault();
    onBlocked('download', item.getURL());
  });
  guest.webRequest.onBeforeRequest(({ url, resourceType, webContentsId }, answer) => {
    const allowed = allowedFor(webContentsId);
    const isPage = resourceType === 'mainFrame' || resourceType === 'subFrame';
    const why = isPage ? refuseFrame(url, resourceType, allowed) : refuseResource(url, allowed);
    if (why !== null) onBlocked(why, url);
    answer({ cancel: why !== null });
  });
  return guest;
}

/** An empty frame is how pages make room for their own scripts; it leads nowhere. */
function refuseFrame(url: string, type: string, allowed: Allowed): BlockReason | null {
  return type === 'subFrame' && (url === 'about:blank' || url === 'about:srcdoc') ? null : refusePage(url, allowed);
}

/** Forgets everything a visit left in its session, and what it copied. */
export async function wipeGuestSession(guest: Session): Promise<void> {
  clipboard.clear();
  await Promise.all([
    guest.clearData(),
    guest.clearStorageData(),
    guest.clearAuthCache(),
    guest.clearHostResolverCache(),
    guest.clearCodeCaches({}),
    guest.clearCache(),
    guest.closeAllConnections(),
  ]);
}
