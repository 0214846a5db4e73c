import { expect, test } from 'vitest';
import type { LandedFact } from '../../db/hub/landing.ts';
import { compare } from './compare.ts';

const landed = (dev: string, ...rids: string[]): LandedFact[] =>
  rids.map((rid, index) => ({
    dev,
    stream: 's',
    seq: index + 1,
    kind: 'x',
    receivedAt: 1,
    quarantine: rid === 'odd' ? 'odd' : null,
    line: JSON.stringify({ rid }),
  }));

test('all is well where the hub has what was recorded, whatever else it has', () => {
  expect(compare([{ dev: 'a', rids: ['1', '2'] }], [...landed('a', 'begun', '1', '2'), ...landed('b', '9')])).toEqual({
    recorded: 2,
    lost: 0,
    duplicated: 0,
    'out of order': 0,
    quarantined: 0,
  });
});

test('what is lost, there twice, in another order or not understood is counted', () => {
  expect(compare([{ dev: 'a', rids: ['1', '2', '3', '4'] }], landed('a', '1', '3', '2', 'odd', 'odd'))).toEqual({
    recorded: 4,
    lost: 1,
    duplicated: 1,
    'out of order': 1,
    quarantined: 2,
  });
});
