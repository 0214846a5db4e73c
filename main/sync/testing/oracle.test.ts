import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chainNext, chainStart } from '../../../db/chain.ts';
import { openHubDatabase } from '../../../db/hub/store.ts';
import { temporaryFolder } from '../../../db/testing/temporary.ts';
import { openOracle } from './oracle.ts';

const [dev, stream] = ['kTEST1', 'abcdefghijkl2'];

/** A hub's file with these records in it, and an oracle that saw r1, r2, r3 recorded. */
async function seen(rids: string[], change: { seqs?: number[]; body?: string } = {}): Promise<string[]> {
  const place = { file: join(temporaryFolder(), 'hub.sqlite') };
  const opened = await openHubDatabase(place);
  if (!opened.ok) throw new Error(opened.error.code);
  let h = chainStart(dev, stream);
  for (const [index, rid] of rids.entries()) {
    const body = Buffer.from(JSON.stringify({ rid }));
    h = chainNext(h, body);
    const seq = change.seqs?.[index] ?? index + 1;
    await opened.value('landing').insert({
      dev,
      stream,
      seq,
      kind: 'x',
      body: index === 0 && change.body ? Buffer.from(change.body) : body,
      h,
      recv_t: 1,
    });
  }
  await opened
    .value('device_stream')
    .insert({ dev, stream, upto: change.seqs?.at(-1) ?? rids.length, tip: h, first_t: 1, last_t: 1 });
  await opened.value.destroy();
  const oracle = openOracle(place);
  for (const seq of [2, 1, 3]) oracle.note(dev, { rid: `r${seq}`, seq });
  return await oracle.faults();
}

test('the oracle is content with exactly what was recorded, in its order', async () => {
  expect(await seen(['r1', 'r2', 'r3'])).toEqual([]);
});

test.each([
  ['I1', 'a fact that is missing', ['r1', 'r2'], {}, 'r3 was recorded and is not at the hub'],
  ['I1', 'a fact that nobody recorded', ['r1', 'r2', 'r3', 'r4'], {}, 'r4 is at the hub and was never recorded'],
  ['I2', 'a fact that is there twice', ['r1', 'r2', 'r3', 'r3'], {}, 'r3 is at the hub 2 times'],
  ['I3', 'another order', ['r2', 'r1', 'r3'], {}, 'another order'],
  ['I3', 'a gap', ['r1', 'r2', 'r3'], { seqs: [1, 2, 4] }, '4 follows 2'],
  ['I4', 'a changed byte', ['r1', 'r2', 'r3'], { body: '{"rid":"r1" }' }, 'changed at 1'],
])('the oracle sees, by %s, %s', async (invariant, _name, rids, change, said) => {
  const faults = await seen(rids, change);
  expect(faults.filter((fault) => fault.startsWith(invariant)).join()).toContain(said);
});
