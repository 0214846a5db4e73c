import type { Knex } from 'knex';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chainStart } from '../chain.ts';
import { engines, freshPlace } from '../testing/hub-places.ts';
import { openLanding } from './landing.ts';
import { openHubDatabase } from './store.ts';
import { verifyChains } from './verify.ts';

const stream = 'abcdefghijkl2';
let database: Knex;
const at = (seq: number) => database('landing').where({ dev: 'kTWO', stream, seq });
/** The same with one bit of it changed. */
function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy[4] = (copy[4] ?? 0) ^ 1;
  return copy;
}

describe.each(engines)('verifying a hub on %s', (engine) => {
  beforeEach(async () => {
    const opened = await openHubDatabase(await freshPlace(engine));
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    database = opened.value;
    for (const dev of ['kONE', 'kTWO']) {
      const lines = Array.from({ length: 2500 }, (_, index) => Buffer.from(`{"kind":"x","body":${index}}`));
      await openLanding(database, 1).land(
        { dev, stream, from: 1, previous: chainStart(dev, stream), lines, said: { clock: null, pending: 0, app: '' } },
        1,
      );
    }
  });
  afterEach(() => database.destroy());

  test('finds nothing where nothing is wrong', async () => {
    expect(await verifyChains(database)).toEqual({ streams: 2, facts: 5000, faults: [] });
  });

  test.each(['body', 'h'] as const)(
    'names the one record of which a bit of its %s was flipped F44 @fault',
    async (column) => {
      for (const seq of [1, 1000, 1001, 2499]) {
        const [row] = (await at(seq)) as Record<'body' | 'h', Buffer>[];
        const whole = row?.[column] ?? Buffer.alloc(0);
        await at(seq).update({ [column]: flipped(whole) });
        expect((await verifyChains(database)).faults).toEqual([{ dev: 'kTWO', stream, seq, what: 'changed' }]);
        await at(seq).update({ [column]: whole });
      }
      expect((await verifyChains(database)).faults).toEqual([]);
    },
  );

  test('names two that are next to each other F44 @fault', async () => {
    for (const seq of [7, 8]) {
      const [row] = (await at(seq)) as { body: Buffer }[];
      await at(seq).update({ body: flipped(row?.body ?? Buffer.alloc(0)) });
    }
    expect((await verifyChains(database)).faults.map(({ seq }) => seq)).toEqual([7, 8]);
  });

  test('names what is missing, in the middle and at the end F44 @fault', async () => {
    await at(1500).delete();
    expect((await verifyChains(database)).faults).toContainEqual({ dev: 'kTWO', stream, seq: 1500, what: 'missing' });
    await at(2500).delete();
    expect((await verifyChains(database)).faults).toContainEqual({ dev: 'kTWO', stream, seq: 2500, what: 'watermark' });
  });

  test('names a stream whose end was moved, and records of none F44 @fault', async () => {
    await database('device_stream').where({ dev: 'kONE' }).update({ upto: 2400 });
    expect((await verifyChains(database)).faults).toEqual([{ dev: 'kONE', stream, seq: 2400, what: 'watermark' }]);
    await database('device_stream').where({ dev: 'kONE' }).delete();
    expect((await verifyChains(database)).faults).toEqual([{ dev: 'kONE', stream, seq: 0, what: 'watermark' }]);
  });
});
