import { temporaryFolder } from '../programs.ts';
import { type Row, written } from '../row.ts';
import { spread } from '../spread.ts';
import { startChild } from './child.ts';
import type { NaiveCalls } from './naive-child.ts';
import { openPair, openPouchPair } from './pair.ts';
import { notAvailable, rivalsAreThere } from './rivals.ts';

/** Facts that each way brings over before it is measured. */
const warmUp = 2000;

async function ours(count: number, seed: number): Promise<number> {
  const pair = await openPair({ count: warmUp, seed: seed + 100 });
  await pair.connect();
  await pair.terminal.ask('drain');
  await pair.terminal.ask('record', { count, seed });
  const { seconds } = await pair.terminal.ask('drain');
  const landed = (await pair.hub.ask('count')) - warmUp;
  if (landed !== count) throw new Error(`${landed} of ${count} facts landed`);
  await pair.end();
  return count / seconds;
}

async function pouch(count: number, seed: number, records: number): Promise<number> {
  const pair = await openPouchPair({ count: warmUp, seed: seed + 100 });
  await pair.terminal.ask('drain', { address: pair.address, records });
  await pair.terminal.ask('fill', { folder: pair.folder, count, seed });
  const seconds = await pair.terminal.ask('drain', { address: pair.address, records });
  await pair.end();
  return count / seconds;
}

async function naive(count: number, seed: number): Promise<number> {
  const folder = temporaryFolder();
  const hub = startChild<NaiveCalls>('naive-child.ts');
  const terminal = startChild<NaiveCalls>('naive-child.ts');
  const address = await hub.ask('serve', { folder });
  await terminal.ask('drain', { folder, address, count: warmUp / 2, seed: seed + 100 });
  const seconds = await terminal.ask('drain', { folder, address, count, seed });
  await terminal.end();
  await hub.end();
  return count / seconds;
}

/** P3: a terminal that was cut off brings its facts to a hub, against what else could bring them, by turns. */
export async function drainRows({ rounds, count }: { rounds: number; count: number }): Promise<Row[]> {
  // It takes long: fewer say the same.
  const oneByOne = Math.min(count, 2000);
  const ways = {
    ours: (seed: number) => ours(count, seed),
    naive: (seed: number) => naive(oneByOne, seed),
    pouch: (seed: number) => pouch(count, seed, 100),
    'large pouch': (seed: number) => pouch(count, seed, 500),
  };
  type Way = keyof typeof ways;
  const names: Way[] = rivalsAreThere() ? ['ours', 'naive', 'pouch', 'large pouch'] : ['ours', 'naive'];
  const perSecond: Record<Way, number[]> = { ours: [], naive: [], pouch: [], 'large pouch': [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) perSecond[name].push(await ways[name](round + 1));
  }
  const mine = spread(perSecond.ours);
  const rival = (name: Way, what: string, called: string, wanted: number, note: string): Row => {
    const target = `>= ${wanted}x`;
    if (perSecond[name].length === 0) {
      return { what, figure: '-', against: notAvailable, target, holds: null, raw: { ours: mine } };
    }
    const other = spread(perSecond[name]);
    const ratio = mine.median / other.median;
    return {
      what,
      figure: `${ratio.toFixed(1)}x`,
      against: `${called} ${written(other, '/s', 0)}`,
      target,
      holds: ratio >= wanted,
      note,
      raw: { ratio, ours: mine, rival: other },
    };
  };
  const replication = 'PouchDB 9 -> express-pouchdb 4.2 in place of CouchDB, batches of';
  const unsynced = [
    'LevelDB without a sync at either end, no signature, no hash chain, no receipt; the drain has all of these.',
    'One push of 500 is in flight at a time: about 25 ms, half of it the landing (6 ms the bare driver alone),',
    '5 to 9 ms reading and acknowledging',
  ].join(' ');
  return [
    {
      what: `drain of ${count} facts, terminal SQLite FULL -> hub SQLite FULL, loopback`,
      figure: written(mine, 'facts/s', 0),
      against: '-',
      target: '>= 5000/s',
      holds: mine.median >= 5000,
      note: 'real journal and sender in one plain Node process, real hub in another',
      raw: { perSecond: mine },
    },
    rival('pouch', 'drain, against PouchDB as it comes', `${replication} 100, not synced`, 10, unsynced),
    rival('large pouch', 'drain, against PouchDB in batches as large', `${replication} 500, not synced`, 10, unsynced),
    rival(
      'naive',
      'drain, against one POST a record',
      'outbox with a flag, SQLite FULL at both ends',
      20,
      `${oneByOne} facts over one kept connection, a commit at each end for each, no signature, no chain; the dearer a sync (here 0.1 ms), the larger this ratio`,
    ),
  ];
}

/** P12: how long the process that runs journal and sender is ever kept from its screen. */
export async function loopDelayRow({ count }: { count: number }): Promise<Row> {
  const pair = await openPair({ count, seed: 5 });
  await pair.connect();
  const { seconds, p50, p99, max } = await pair.terminal.ask('drain');
  await pair.end();
  return {
    what: `event-loop delay while draining ${count} facts, p99`,
    figure: `${p99.toFixed(1)} ms; p50 ${p50.toFixed(1)} ms, max ${max.toFixed(1)} ms, in ${seconds.toFixed(0)} s`,
    against: '-',
    target: '<= 20 ms',
    holds: p99 <= 20,
    note: 'monitorEventLoopDelay, 1 ms, in a plain Node process with journal and sender; FULL at both ends',
    raw: { p50, p99, max, seconds },
  };
}
