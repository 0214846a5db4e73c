import { describe, expect, test } from 'vitest';
import { bundledContent } from '../../tools/content/read-content.ts';
import { factsOn, isInForce } from './guide.ts';
import { dayBefore, daysOfLaw, edgesOn, findAct, lastDayOf } from './law.ts';
import { lintLaw, statementsIn } from './law-lint.ts';
import type { Act } from './law-schema.ts';
import type { Catalogue, Service, ServiceFact } from './schema.ts';

/** The faults of the bundled catalogue with one thing broken in it. */
function lintBroken(breakIt: (catalogue: Catalogue, fact: ServiceFact, service: Service) => void): string[] {
  const catalogue = structuredClone(bundledContent.catalogue);
  const service = catalogue.services.find(({ id }) => id === 'xac-nhan-thong-tin-cu-tru');
  const fact = service?.facts.find(({ law }) => law?.some(({ act }) => act === 'tt-116-2026'));
  if (service === undefined || fact === undefined) throw new Error('no fact stands on Circular 116');
  breakIt(catalogue, fact, service);
  return lintLaw(catalogue);
}

function actOf({ law }: Catalogue, id: string): Act {
  const act = findAct(law, id);
  if (act === undefined) throw new Error(`no act ${id}`);
  return act;
}

test('the bundled statements stand on acts in force, each with a check for newer ones', () => {
  expect(lintLaw(bundledContent.catalogue)).toEqual([]);
});

describe('refused is', () => {
  test('a statement on an act that has ended', () => {
    const faults = lintBroken((_, fact) => {
      fact.law = [{ act: 'tt-55-2021', article: 'Điều 17' }];
    });
    expect(faults).toEqual([
      expect.stringMatching(
        /^xac-nhan-thong-tin-cu-tru, fact .*stands on 55\/2021\/TT-BCA, Điều 17, which ends on 2026-06-30$/,
      ),
    ]);
  });

  test('a statement on an article that has ended while its act lives on', () => {
    const stand = (article: string) =>
      lintBroken((_, fact) => {
        fact.law = [{ act: 'tt-53-2025', article }];
      }).filter((fault) => fault.includes('53/2025'));
    expect(stand('Điều 2')).toHaveLength(1);
    expect(stand('Điều 3')).toEqual([]);
    // Each article that is named counts; a clause with the number of one does not.
    expect(stand('Điều 3, 2')).toHaveLength(1);
    expect(stand('Điều 3(2)')).toEqual([]);
  });

  test('a statement that was checked long after its newest source without a word how far its checker looked', () => {
    const faults = lintBroken((_, fact) => {
      fact.source = ['TTHC2024'];
      delete fact.searchedTo;
    });
    expect(faults).toEqual([expect.stringContaining('its newest source is of 2024-12-31; searchedTo must say')]);
  });

  test('an act without a late search for its successors', () => {
    const faults = lintBroken((catalogue) => {
      actOf(catalogue, 'tt-116-2026').successorsSearchedTo = '2026-07-01';
    });
    expect(faults).toEqual([expect.stringContaining('act tt-116-2026 was checked on 2026-11-30')]);
  });

  test('a fact that names no article and is no practice, or is both', () => {
    expect(lintBroken((_, fact) => delete fact.law)).toEqual([
      expect.stringContaining('names the article it stands on'),
    ]);
    const both = lintBroken((_, fact) => {
      fact.practice = true;
    });
    expect(both).toEqual([expect.stringContaining('names the article it stands on')]);
  });

  test('a fact of high confidence while no article was found', () => {
    const faults = lintBroken((_, fact) => {
      fact.law = [{ act: 'tt-116-2026', article: null }];
      fact.confidence = 'high';
    });
    expect(faults).toEqual([expect.stringContaining('cannot be of high confidence')]);
  });

  test('a fact that begins before its act, or is superseded with a gap', () => {
    const early = lintBroken((_, fact) => {
      fact.validFrom = '2025-01-01';
    });
    expect(early).toEqual([expect.stringContaining('in force from 2026-07-01, and must not begin before it')]);
    const gap = lintBroken((_, fact, service) => {
      service.facts.push({ ...fact, id: 'later', validFrom: '2027-02-01' });
      fact.validTo = '2026-12-31';
      fact.supersededBy = 'later';
    });
    expect(gap).toEqual([expect.stringContaining('later must begin on the day after')]);
  });

  test('an act that ends another which is not in the register', () => {
    const faults = lintBroken((catalogue) => {
      actOf(catalogue, 'tt-116-2026').edges.push({ on: '2026-07-01', does: 'ends', act: 'tt-1-1999' });
    });
    expect(faults).toEqual(['act tt-116-2026 ends tt-1-1999, which is not in law.json']);
  });
});

describe('on the days on which law changes', () => {
  const { catalogue } = bundledContent;
  const days = daysOfLaw(catalogue.law).flatMap((day) => [dayBefore(day), day]);

  test.each(days)('%s: what is said as being in force stands on acts in force', (day) => {
    const wrong = statementsIn(catalogue)
      .filter((statement) => isInForce(statement, day))
      .flatMap(({ where, law = [] }) =>
        law
          .filter((basis) => {
            const last = lastDayOf(catalogue.law, basis);
            return (findAct(catalogue.law, basis.act)?.validFrom ?? '') > day || (last !== null && last < day);
          })
          .map(({ act }) => `${where}: ${act}`),
      );
    expect(wrong).toEqual([]);
  });

  test.each(days)('%s: no service says a fact and the one that took its place', (day) => {
    for (const service of catalogue.services) {
      const said = new Set(factsOn(service, day).map(({ id }) => id));
      const both = service.facts.filter(({ id, supersededBy }) => said.has(id) && said.has(supersededBy ?? ''));
      expect(both.map(({ id }) => `${service.id}, ${id}`)).toEqual([]);
    }
  });
});

test('a chain is read from both ends', () => {
  const { law } = bundledContent.catalogue;
  expect(edgesOn(law, 'tt-55-2021').map(({ by, does }) => `${by.id} ${does}`)).toEqual([
    'tt-66-2023 amends',
    'tt-53-2025 amends',
    'tt-116-2026 replaces',
  ]);
  expect(lastDayOf(law, { act: 'tt-117-2026-btc', article: 'Điều 1(3)' })).toBe('2027-02-28');
  expect(lastDayOf(law, { act: 'luat-cu-tru-2020', article: 'Điều 30' })).toBeNull();
});
