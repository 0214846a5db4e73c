import { describe, expect, test } from 'vitest';
import { bundledContent } from '../../tools/content/read-content.ts';
import { difficultiesFor, findService, follow, officeOf, standing, stationCount } from './guide.ts';

const service = findService(bundledContent.catalogue, 'dang-ky-tam-tru');
if (service === undefined) throw new Error('no service');

describe('a guide', () => {
  test('leads from step to step, by a choice where it asks, and to its endings', () => {
    expect(follow(service, 'log-in')).toEqual({ step: 'find-service' });
    expect(follow(service, 'who-moves', 'other')).toEqual({ step: 'fill-other' });
    expect(follow(service, 'consent-way', 'not-yet')).toEqual({ step: 'owner-not-asked' });
    expect(follow(service, 'owner-not-asked', 'ask-first')).toEqual({ ending: 'owner-first' });
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

const checkedOn = '2026-11-20';
test.each([
  ['of high confidence', { confidence: 'high' }, 'certain'],
  ['of medium confidence, in force since long', { confidence: 'medium', validFrom: '2023-02-05' }, 'certain'],
  ['of low confidence', { confidence: 'low' }, 'ask-officer'],
  ['in force from tomorrow', { validFrom: '2026-11-25' }, 'ask-officer'],
  ['in force until yesterday', { validTo: '2026-11-23' }, 'ask-officer'],
  ['in force today only', { validFrom: '2026-11-24', validTo: '2026-11-24' }, 'certain'],
  ['checked 90 days ago', { checkedOn: '2026-08-26' }, 'certain'],
  ['checked 91 days ago', { checkedOn: '2026-08-25' }, 'ask-officer'],
] as const)('a statement %s is worded as %o', (_name, change, word) => {
  const statement = { validFrom: null, validTo: null, confidence: 'high', checkedOn, ...change } as const;
  expect(standing(statement, '2026-11-24')).toBe(word);
});

test('an office is named by the map that holds on the day', () => {
  expect(officeOf(bundledContent.catalogue, 'phuong-cua-nam', '2026-11-24')).toBe('Phường Cửa Nam');
  expect(officeOf(bundledContent.catalogue, 'quan-hoan-kiem', '2026-11-24')).toBeUndefined();
  expect(officeOf(bundledContent.catalogue, 'quan-hoan-kiem', '2024-06-01')).toBe('Quận Hoàn Kiếm');
});
