import type { PortalProfile } from './portal-schema.ts';
import type { Catalogue } from './schema.ts';

/** What is wrong with portals beside their shape: names that are there twice, addresses that lead out, patterns that are none. */
export function lintPortals({ portals, troubles, difficulties }: Catalogue): string[] {
  const known = new Set(difficulties.map(({ id }) => id));
  return [
    ...portals.flatMap((profile) => lintProfile(profile).map((fault) => `portal ${profile.id}: ${fault}`)),
    ...Object.entries(troubles)
      .filter(([, difficulty]) => !known.has(difficulty))
      .map(([trouble, difficulty]) => `trouble ${trouble} counts as ${difficulty}, which does not exist`),
  ];
}

function lintProfile({ pages, origins, home }: PortalProfile): string[] {
  const twice = (ids: string[]): string[] => ids.filter((id, index) => ids.indexOf(id) !== index);
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

function isPattern(text: string | undefined): boolean {
  try {
    return text === undefined || new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}
