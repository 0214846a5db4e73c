import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { type HubPlace, openHubStore } from '../../../db/hub/store.ts';
import { startServer, type TestServer } from '../../../db/testing/postgres.ts';
import { temporaryFolder } from '../programs.ts';
import { type Row, written } from '../row.ts';
import { type Spread, spread } from '../spread.ts';
import { type Child, startChild } from './child.ts';
import type { HubCalls } from './hub-child.ts';
import type { IngestCalls } from './ingest-child.ts';
import { notAvailable, type PouchCalls, pouchFile, rivalsAreThere } from './rivals.ts';

const records = 200;
/** Pushes that share a commit of the script: as the hub's largest group. */
const largestGroup = 64;

interface Setting {
  city: Child<IngestCalls>;
  devices: { dev: string; key: Uint8Array }[];
  seconds: number;
}

async function hubRun({ city, devices, seconds }: Setting, place: HubPlace, perSecond = 0) {
  const hub = startChild<HubCalls>('hub-child.ts');
  const address = await hub.ask('open', { place, devices });
  const run = await city.ask('push', { address, seconds, perSecond });
  const landed = await hub.ask('count');
  await hub.end();
  if (landed !== run.pushes * records) throw new Error(`${landed} of ${run.pushes * records} facts landed`);
  return { ...run, perSecond: landed / run.seconds };
}

async function rawRun({ city, seconds }: Setting, group: number): Promise<number> {
  const file = join(temporaryFolder(), 'raw.sqlite');
  await makeTables({ file });
  const run = await city.ask('raw', { file, seconds, group });
  return run.records / run.seconds;
}

async function bulkRun({ city, seconds }: Setting): Promise<number> {
  const hub = startChild<PouchCalls>(pouchFile);
  const address = await hub.ask('serve', { folder: temporaryFolder() });
  const run = await city.ask('bulkDocs', { address, seconds });
  await hub.end();
  return (run.pushes * records) / run.seconds;
}

async function makeTables(place: HubPlace): Promise<void> {
  const store = await openHubStore(place);
  if (!store.ok) throw new Error(JSON.stringify(store.error));
  await store.value.close();
}

const onSqlite = (): HubPlace => ({ file: join(temporaryFolder(), 'hub.sqlite') });

/** P7, P8: a city of terminals that pushes at one hub, on both engines, against the engines without a hub. */
export async function ingestRows({
  rounds,
  seconds,
  devices: count,
}: {
  rounds: number;
  seconds: number;
  devices: number;
}): Promise<Row[]> {
  const city = startChild<IngestCalls>('ingest-child.ts');
  const devices = await city.ask('prepare', { devices: count, records });
  const setting = { city, devices, seconds };
  const rows = [...(await sqliteRows(setting, rounds)), ...(await postgresRows(setting, rounds))];
  await city.end();
  return rows;
}

const wayOf = ({ devices, seconds }: Setting): string =>
  `${devices.length} devices, 64 connections, pushes of ${records}; at most ${seconds} s a run, generator in another process on the same cores; a device's first push begins its stream`;

async function sqliteRows(setting: Setting, rounds: number): Promise<Row[]> {
  const ways = {
    hub: async () => (await hubRun(setting, onSqlite())).perSecond,
    raw: () => rawRun(setting, 1),
    'raw in groups': () => rawRun(setting, largestGroup),
    bulk: () => bulkRun(setting),
  };
  const names: (keyof typeof ways)[] = [
    'hub',
    'raw',
    'raw in groups',
    ...(rivalsAreThere() ? (['bulk'] as const) : []),
  ];
  const runs: Record<keyof typeof ways, number[]> = { hub: [], raw: [], 'raw in groups': [], bulk: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) runs[name].push(await ways[name]());
  }
  const arrivals = 40;
  const open = await hubRun(setting, onSqlite(), arrivals);
  const hub = spread(runs.hub);
  const raw = spread(runs.raw);
  return [
    {
      what: 'hub ingest, SQLite FULL',
      figure: written(hub, 'facts/s', 0),
      against:
        runs.bulk.length === 0
          ? notAvailable
          : `express-pouchdb _bulk_docs, LevelDB not synced: ${written(spread(runs.bulk), '/s', 0)}`,
      target: '>= 8000/s',
      holds: hub.median >= 8000,
      note: wayOf(setting),
      raw: { perSecond: hub, ...(runs.bulk.length === 0 ? {} : { pouch: spread(runs.bulk) }) },
    },
    shareOf('a commit for each push', hub, raw),
    shareOf(`${largestGroup} pushes a commit, of which none is answered by itself`, hub, spread(runs['raw in groups'])),
    {
      what: `hub ingest, SQLite FULL, wait for an answer at ${arrivals * records} facts/s arriving, p99`,
      figure: `${open.p99.toFixed(0)} ms (p50 ${open.p50.toFixed(0)} ms)`,
      against: '-',
      target: '<= 500 ms',
      holds: open.p99 <= 500,
      note: 'arrivals at fixed times, waits counted from them',
      raw: { p50: open.p50, p99: open.p99, pushes: open.pushes },
    },
  ];
}

function shareOf(how: string, hub: Spread, raw: Spread): Row {
  const share = hub.median / raw.median;
  return {
    what: `hub ingest, SQLite FULL, share of the bare driver, ${how}`,
    figure: share.toFixed(2),
    against: `sqlite3 script, same rows and indexes, FULL: ${written(raw, '/s', 0)}`,
    target: '>= 0.5',
    holds: share >= 0.5,
    note: "the script has the machine to itself, no network, and checks and understands nothing. The hub's busy time: binding and running statements 27 %, hashing twice 16 %, garbage 14 %, understanding records 13 %, HTTP and signatures 10 %",
    raw: { share, raw },
  };
}

async function postgresRows(setting: Setting, rounds: number): Promise<Row[]> {
  const what = 'hub ingest, PostgreSQL (fsync, synchronous_commit on)';
  let server: TestServer;
  try {
    server = await startServer();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [{ what, figure: '-', against: '-', target: '>= 5000/s', holds: null, note: why, raw: {} }];
  }
  try {
    const runs: Record<'hub' | 'copy', number[]> = { hub: [], copy: [] };
    for (let round = 0; round < rounds; round += 1) {
      runs.hub.push((await hubRun(setting, newDatabase(server, `hub_${round}`))).perSecond);
      const place = newDatabase(server, `copy_${round}`);
      await makeTables(place);
      const copied = await setting.city.ask('copy', { url: place.url, most: 500 });
      runs.copy.push(copied.records / copied.seconds);
    }
    const hub = spread(runs.hub);
    const ceiling: Spread = spread(runs.copy);
    return [
      {
        what,
        figure: `${written(hub, 'facts/s', 0)}, ${(hub.median / ceiling.median).toFixed(2)} of COPY`,
        against: `one COPY of the same rows as ceiling: ${written(ceiling, '/s', 0)}`,
        target: '>= 5000/s',
        holds: hub.median >= 5000,
        note: wayOf(setting),
        raw: { perSecond: hub, copy: ceiling },
      },
    ];
  } finally {
    await server.remove();
  }
}

function newDatabase({ folder }: TestServer, name: string): { url: string } {
  execFileSync('psql', ['-q', '-h', folder, '-U', 'hub', '-d', 'postgres', '-c', `CREATE DATABASE ${name}`]);
  return { url: `postgres://hub@${encodeURIComponent(folder)}/${name}` };
}
