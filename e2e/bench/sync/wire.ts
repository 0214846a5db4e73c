import type { Row } from '../row.ts';
import { openPair, openPouchPair } from './pair.ts';
import { type Counted, startProxy } from './proxy.ts';
import { notAvailable, rivalsAreThere } from './rivals.ts';
import { countSyncs } from './syncs.ts';

const bytesOf = ({ up, down }: Counted): number => up + down;

/** What went through between two looks. */
function since(before: Counted, after: Counted): Counted {
  return {
    up: after.up - before.up,
    down: after.down - before.down,
    requests: after.requests - before.requests,
    connections: after.connections - before.connections,
  };
}

async function ours(count: number, way: 'sender' | 'hundreds') {
  const pair = await openPair({ count, seed: 7 });
  const proxy = await startProxy(pair.address);
  await pair.connect(proxy.address);
  const before = proxy.counted();
  const { syncs } = await countSyncs(way === 'sender' ? [pair.terminal.pid, pair.hub.pid] : [], async () => {
    if (way === 'sender') await pair.terminal.ask('drain');
    else await pair.terminal.ask('drainBy', { records: 100 });
  });
  const counted = since(before, proxy.counted());
  await proxy.close();
  await pair.end();
  return { counted, syncs };
}

async function pouch(count: number) {
  const pair = await openPouchPair({ count, seed: 7 });
  const proxy = await startProxy(new URL(pair.address).origin);
  await pair.terminal.ask('drain', { address: `${proxy.address}/facts`, records: 100 });
  const counted = proxy.counted();
  await proxy.close();
  await pair.end();
  return counted;
}

/** P4, P5: what it takes of the line, counted between the two by neither of them. */
export async function wireRows({ count }: { count: number }): Promise<Row[]> {
  const hundreds = await ours(count, 'hundreds');
  const sender = await ours(count, 'sender');
  const rival = rivalsAreThere() ? await pouch(count) : null;
  const each = bytesOf(hundreds.counted) / count;
  const requests = (sender.counted.requests / count) * 1000;
  const rivalEach = rival === null ? null : bytesOf(rival) / count;
  const pushes = sender.counted.requests;
  return [
    {
      what: 'bytes on the wire a fact, both ways with headers, batches of 100',
      figure: `${each.toFixed(1)} B (up ${(hundreds.counted.up / count).toFixed(1)}, down ${(hundreds.counted.down / count).toFixed(1)})`,
      against: rivalEach === null ? notAvailable : `PouchDB ${rivalEach.toFixed(0)} B, batches of 100`,
      target: '<= 90 B',
      holds: each <= 90,
      note: `${count} facts; counted by a proxy in between, HTTP with all headers, without TCP's own; in the sender's own batches ${(bytesOf(sender.counted) / count).toFixed(1)} B`,
      raw: { bytes: each, ...(rivalEach === null ? {} : { pouch: rivalEach }) },
    },
    {
      what: 'bytes on the wire a fact, share of PouchDB',
      figure: rivalEach === null ? '-' : `1/${(rivalEach / each).toFixed(1)}`,
      against: rivalEach === null ? notAvailable : 'PouchDB 9 -> express-pouchdb 4.2, batches of 100',
      target: '<= 1/6',
      holds: rivalEach === null ? null : each <= rivalEach / 6,
      raw: { share: rivalEach === null ? '-' : each / rivalEach },
    },
    {
      what: 'requests for 1000 facts',
      figure: requests.toFixed(1),
      against:
        rival === null ? notAvailable : `PouchDB ${((rival.requests / count) * 1000).toFixed(1)}, batches of 100`,
      target: '<= 6',
      holds: requests <= 6,
      note: `the sender's own batches: 100 facts first, then up to 500; ${count} facts`,
      raw: { requests },
    },
    {
      what: 'syncs of both disks a push',
      figure: sender.syncs === null ? 'not counted: no strace' : (sender.syncs / pushes).toFixed(2),
      against: '-',
      target: '-',
      holds: null,
      note: 'FULL at both ends: the landing, the acknowledgement, the receipt, and what checkpoints take',
      raw: { syncs: sender.syncs ?? '-', pushes },
    },
  ];
}
