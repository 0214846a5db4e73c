import { seeded } from '../../../tools/simulate/random.ts';
import type { Row } from '../row.ts';
import { startLink } from './link.ts';
import { openPair, openPouchPair } from './pair.ts';
import { notAvailable, rivalsAreThere } from './rivals.ts';

const line = { bitsPerSecond: 64_000, roundTripMs: 300, resets: 0.05 };
/** The rival is not waited for longer, s. */
const patienceSeconds = 300;

/** P6: 64 kbit/s, 300 ms there and back, one request in twenty reset. */
export async function badLinkRow({ count }: { count: number }): Promise<Row> {
  const pair = await openPair({ count, seed: 13 });
  const link = await startLink(pair.address, { ...line, random: seeded(13) });
  await pair.connect(link.address);
  const before = link.counted();
  const { seconds } = await pair.terminal.ask('drain');
  const { up, requests, resets } = link.counted();
  const landed = await pair.hub.ask('count');
  await link.close();
  await pair.end();
  if (landed !== count) throw new Error(`${landed} of ${count} facts landed`);
  const use = (up - before.up) / ((line.bitsPerSecond / 8) * seconds);
  return {
    what: `drain of ${count} facts over 64 kbit/s, 300 ms round trip, 5 % of requests reset`,
    figure: `${seconds.toFixed(0)} s, ${(use * 100).toFixed(0)} % of the line used, ${requests - before.requests} requests, ${resets} reset`,
    against: rivalsAreThere() ? await pouchOver(count) : notAvailable,
    target: '<= 115 s',
    holds: seconds <= 115,
    note: 'one run; PouchDB is started again one second after each failure',
    raw: { seconds, use, requests: requests - before.requests, resets },
  };
}

async function pouchOver(count: number): Promise<string> {
  const pair = await openPouchPair({ count, seed: 13 });
  const link = await startLink(new URL(pair.address).origin, { ...line, random: seeded(13) });
  const began = performance.now();
  const drained = pair.terminal.ask('persist', { address: `${link.address}/facts`, records: 100 });
  const seconds = await Promise.race([
    drained.catch(() => null),
    new Promise<null>((late) => setTimeout(() => late(null), patienceSeconds * 1000)),
  ]);
  const there = await pair.hub.ask('count', { address: pair.address });
  await link.close();
  await pair.terminal.kill();
  await pair.end();
  if (seconds !== null) return `PouchDB ${((performance.now() - began) / 1000).toFixed(0)} s`;
  return `PouchDB ${there} documents after ${patienceSeconds} s, then given up`;
}
