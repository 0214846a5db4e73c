import type { PortalProfile } from '../catalogue/portal-schema.ts';

/** The two doors of a portal: where a service begins, and its first page. */
export type Door = 'entry' | 'home';
type Doors = Pick<PortalProfile, 'entries' | 'home'>;

/** Where a service begins; the portal's first page for one that has no address of its own. */
export function entryOf({ entries, home }: Doors, service: string | null): string {
  return entries.find(({ services }) => service !== null && services.includes(service))?.address ?? home;
}

/**
 * The door to try when the page that was reached takes nothing; null: there is no other. At the first page's own host the
 * service's entry is left, anywhere else the first page.
 */
export function otherDoor(doors: Doors, service: string | null, host: string): Door | null {
  if (host !== hostOf(doors.home)) return 'home';
  return entryOf(doors, service) === doors.home ? null : 'entry';
}

const hostOf = (address: string): string => /^https:[/][/]([^/]+)/.exec(address)?.[1] ?? '';
