import type { LandedFact } from '../../db/hub/landing.ts';
import type { Witness } from './terminal.ts';

/** What became of all that was recorded. */
export interface Comparison {
  recorded: number;
  lost: number;
  duplicated: number;
  'out of order': number;
  quarantined: number;
}

/** Holds the hub's facts against what the terminals' `record` returned for, one by one. */
export function compare(witnesses: Witness[], landed: LandedFact[]): Comparison {
  const byDevice = new Map<string, string[]>();
  for (const { dev, line } of landed) {
    const { rid } = JSON.parse(line) as { rid: string };
    byDevice.set(dev, [...(byDevice.get(dev) ?? []), rid]);
  }
  const found: Comparison = {
    recorded: 0,
    lost: 0,
    duplicated: 0,
    'out of order': 0,
    quarantined: landed.filter(({ quarantine }) => quarantine !== null).length,
  };
  for (const { dev, rids } of witnesses) {
    const here = byDevice.get(dev) ?? [];
    const places = new Map(here.map((rid, place) => [rid, place]));
    found.recorded += rids.length;
    found.duplicated += here.length - places.size;
    let last = -1;
    for (const rid of rids) {
      const place = places.get(rid);
      if (place === undefined) found.lost += 1;
      else if (place < last) found['out of order'] += 1;
      else last = place;
    }
  }
  return found;
}
