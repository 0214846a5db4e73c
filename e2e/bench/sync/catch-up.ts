import { join } from 'node:path';
import { temporaryFolder } from '../programs.ts';
import type { Row } from '../row.ts';
import { startChild } from './child.ts';
import type { HubCalls } from './hub-child.ts';
import type { IngestCalls } from './ingest-child.ts';

const records = 200;
/** What terminals record meanwhile goes by itself: few facts in a push. */
const live = { devices: 3000, records: 2, perSecond: 30 };

/**
 * P9: a city's backlog after a day without its hub, `count` facts, while terminals go on pushing what they record. How long
 * until all of it is there, and how long a live push waits meanwhile.
 */
export async function catchUpRow({ count }: { count: number }): Promise<Row> {
  const [backlog, residents] = [startChild<IngestCalls>('ingest-child.ts'), startChild<IngestCalls>('ingest-child.ts')];
  const hub = startChild<HubCalls>('hub-child.ts');
  const behind = await backlog.ask('prepare', { devices: count / records, records });
  const { devices: at, perSecond, records: each } = live;
  const present = await residents.ask('prepare', { devices: at, records: each, first: behind.length + 1 });
  const place = { file: join(temporaryFolder(), 'hub.sqlite') };
  const address = await hub.ask('open', { place, devices: [...behind, ...present] });
  const longest = 1800;
  const [caughtUp, meanwhile] = await Promise.all([
    backlog.ask('push', { address, seconds: longest }),
    residents.ask('push', { address, seconds: longest, perSecond }),
  ]);
  const landed = await hub.ask('count');
  await Promise.all([backlog.end(), residents.end(), hub.end()]);
  const sent = caughtUp.pushes * records + meanwhile.pushes * each;
  if (landed !== sent || sent !== count + at * each) throw new Error(`${landed} of ${sent} facts landed`);
  return {
    what: `catch-up of ${count} facts of a day, with live traffic`,
    figure: `${caughtUp.seconds.toFixed(0)} s; a live push waits ${meanwhile.p99.toFixed(0)} ms at p99`,
    against: '-',
    target: '<= 600 s, <= 2000 ms',
    holds: caughtUp.seconds <= 600 && meanwhile.p99 <= 2000,
    note: `SQLite FULL; pushes of ${records} over 64 connections as fast as they are answered, and ${perSecond} live pushes a second of ${each} facts for ${meanwhile.seconds.toFixed(0)} s; no request more than one for each push; hub and both generators share two cores`,
    raw: { seconds: caughtUp.seconds, p50: meanwhile.p50, p99: meanwhile.p99 },
  };
}
