import type { PortalProfile } from './portal-schema.ts';
import type { Catalogue } from './schema.ts';

/** What is wrong with portals beside their shape: names that are there twice, addresses that lead out, patterns that are none. */
export function lintPortals({ portals, troubles, difficulties, services }: Catalogue): string[] {
  const known = new Set(difficulties.map(({ id }) => id));
  return [
    ...portals.flatMap((profile) =>
      [...lintProfile(profile), ...lintEntries(profile, new Set(services.map(({ id }) => id)))].map(
        (fault) => `portal ${profile.id}: ${fault}`,
      ),
    ),
    ...Object.entries(troubles)
      .filter(([, difficulty]) => !known.has(difficulty))
      .map(([trouble, difficulty]) => `trouble ${trouble} counts as ${difficulty}, which does not exist`),
  ];
}

const twice = (ids: string[]): string[] => ids.filter((id, index) => ids.indexOf(id) !== index);

function lintProfile({ pages, origins, home }: PortalProfile): string[] {
  return [
    ...(origins.some((origin) => home.startsWith(`${origin}/`)) ? [] : [`its home ${home} is not one of its origins`]),
    ...twice(pages.map(({ id }) => id)).map((id) => `page ${id} is there twice`),
    ...pages.flatMap(({ id, when, blocks }) => [
      ...twice(blocks.flatMap(({ boxes }) => boxes.map((box) => box.id))).map(
        (box) => `${id}: box ${box} is there twice`,
      ),
      ...blocks
        .flatMap(({ boxes }) => boxes)
        .filter(({ use, kind }) => (use === 'type') !== (kind !== undefined))
        .map((box) => `${id}: box ${box.id} needs a kind if and only if one types into it`),
      ...(isPattern(when.address) ? [] : [`${id}: its address is no pattern`]),
    ]),
  ];
}

function lintEntries({ entries, origins }: PortalProfile, services: Set<string>): string[] {
  const all = entries.flatMap((entry) => entry.services);
  return [
    ...twice(entries.map(({ id }) => id)).map((id) => `entry ${id} is there twice`),
    ...twice(all).map((service) => `service ${service} has two entries`),
    ...all.filter((service) => !services.has(service)).map((service) => `entry of ${service}, which does not exist`),
    ...entries
      .filter(({ address }) => !origins.some((origin) => address.startsWith(`${origin}/`)))
      .map(({ id, address }) => `entry ${id}: ${address} is not at one of its origins`),
  ];
}

function isPattern(text: string | undefined): boolean {
  try {
    return text === undefined || new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}
