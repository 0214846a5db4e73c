import type { Knex } from 'knex';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chainStart } from '../chain.ts';
import { engines, freshPlace } from '../testing/hub-places.ts';
import { openLanding } from './landing.ts';
import { reproject } from './reproject.ts';
import { openHubDatabase } from './store.ts';
import { verifyChains } from './verify.ts';

const visit = '0199f0c2-7a51-7c3e-8f2a-3d1b5a6c7d8e';
const good = (rating: number): Buffer =>
  Buffer.from(JSON.stringify({ rid: `r${rating}`, kind: 'visit.rated', v: 1, body: { visit, rating } }));
const strange = Buffer.from(JSON.stringify({ rid: 'n', kind: 'from.tomorrow', v: 1, body: {} }));

describe.each(engines)('looking again at what was not understood, on %s', (engine) => {
  let database: Knex;
  beforeEach(async () => {
    const opened = await openHubDatabase(await freshPlace(engine));
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    database = opened.value;
    for (const dev of ['kONE', 'kTWO']) {
      for (const stream of ['abcdefghijkl2', 'abcdefghijkl3']) {
        const lines = [1, 2, 3, 4].map(good).toSpliced(2, 0, strange);
        const said = { clock: null, pending: 0, app: '' };
        await openLanding(database, 1).land(
          { dev, stream, from: 1, previous: chainStart(dev, stream), lines, said },
          1,
        );
      }
    }
  });
  afterEach(() => database.destroy());

  /** As a program landed them that had a fault in how it read ratings. */
  const misreadAll = async (): Promise<number> =>
    await database('landing').where({ kind: 'visit.rated' }).update({ kind: null, quarantine: 'no kind' });

  // Pages smaller and larger than what there is: the steps leave nothing out.
  test.each([1, 3, 500])(
    'in steps of %i, clears what is understood now and leaves the rest and every chain F41 @fault',
    async (page) => {
      expect(await misreadAll()).toBe(16);
      expect(await reproject(database, page)).toEqual({ looked: 20, cleared: 16 });
      const facts = await openLanding(database, 1).all(100);
      expect(facts.filter(({ quarantine }) => quarantine === null).map(({ kind }) => kind)).toEqual(
        Array(16).fill('visit.rated'),
      );
      expect(facts.filter(({ quarantine }) => quarantine !== null).map(({ seq, kind }) => [seq, kind])).toEqual(
        Array.from({ length: 4 }, () => [3, 'from.tomorrow']),
      );
      expect((await verifyChains(database)).faults).toEqual([]);
      expect(await reproject(database, page)).toEqual({ looked: 4, cleared: 0 });
    },
  );
});
