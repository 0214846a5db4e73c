import { describe, expect, test } from 'vitest';
import { bundledContent } from '../../tools/content/read-content.ts';
import { difficultiesFor, findService, follow, standing, stationCount } from './guide.ts';

const service = findService(bundledContent.catalogue, 'dang-ky-tam-tru');
if (service === undefined) throw new Error('no service');

describe('a guide', () => {
  test('leads from step to step, by a choice where it asks, and to its endings', () => {
    expect(follow(service, 'log-in')).toEqual({ step: 'find-service' });
    expect(follow(service, 'who-moves', 'other')).toEqual({ step: 'fill-other' });
    expect(follow(service, 'consent-way', 'not-yet')).toEqual({ ending: 'owner-first' });
    expect(follow(service, 'track')).toEqual({ ending: 'filed' });
  });

  test('leads nowhere without the choice it asks for, with one it does not know, or from a step that is none', () => {
    expect(follow(service, 'who-moves')).toBeNull();
    expect(follow(service, 'who-moves', 'nobody')).toBeNull();
    expect(follow(service, 'log-in', 'other')).toBeNull();
    expect(follow(service, 'nowhere')).toBeNull();
  });

  test('has twelve stations, whichever way is taken', () => {
    expect(stationCount(service)).toBe(12);
  });
});

test('a stage offers its own difficulties first, those met anywhere last, and keeps the rest for later', () => {
  const { likely, others } = difficultiesFor(bundledContent.catalogue, service, 'consent');
  expect(likely.map(({ id }) => id)).toEqual(['D13', 'D14', 'D15', 'D18']);
  expect(others.length + likely.length).toBe(service.difficulties.length);
  expect(others.map(({ id }) => id)).not.toContain('D13');
});

test.each([
  ['high', null, null, 'certain'],
  ['medium', '2023-02-05', null, 'certain'],
  ['low', null, null, 'ask-officer'],
  ['high', '2026-11-25', null, 'ask-officer'],
  ['high', null, '2026-11-23', 'ask-officer'],
  ['high', '2026-11-24', '2026-11-24', 'certain'],
] as const)(
  'a statement of %s confidence, valid from %s to %s, is worded as %s',
  (confidence, validFrom, validTo, word) => {
    expect(standing({ confidence, validFrom, validTo }, '2026-11-24')).toBe(word);
  },
);
