import type { Knex } from 'knex';
import type { Result } from '../../shared/result.ts';
import { success } from '../../shared/result.ts';
import { type OpenProblem, openDatabase } from '../open.ts';
import { type Devices, openDevices } from './devices.ts';
import { type Feeds, openFeeds } from './feeds.ts';
import { type Landing, openLanding } from './landing.ts';
import { hubMigrations } from './migrations/index.ts';
import { openRelayed, type Relayed } from './relayed.ts';
import { type Reprojected, reproject } from './reproject.ts';
import { openStaff, type Staff } from './staff.ts';
import { openTickets, type Tickets } from './tickets.ts';
import { openUplink, type Uplink } from './uplink.ts';
import { type Verified, verifyChains } from './verify.ts';
import { openWords, type Words } from './words.ts';

/** Everything a hub keeps. */
export interface HubStore {
  landing: Landing;
  devices: Devices;
  staff: Staff;
  words: Words;
  feeds: Feeds;
  tickets: Tickets;
  /** For a hub that passes facts on. */
  uplink: Uplink;
  /** For a hub that takes facts passed on. */
  relayed: Relayed;
  /** Every hash computed anew; see `verifyChains`. */
  verify(): Promise<Verified>;
  /** Looks again at what was not understood when it came; see `reproject`. */
  reproject(): Promise<Reprojected>;
  /** A whole copy as of now, while the hub goes on; rejects when the file is there already. null: the engine has its own way. */
  backup: ((file: string) => Promise<void>) | null;
  close(): Promise<void>;
}

/** Transactions side by side on an engine with many writers. */
const writersOnServer = 4;

/** Where a hub keeps its facts: a SQLite file, made when it is not there, or a PostgreSQL database by its address. */
export type HubPlace = { file: string } | { url: string };

/** `now`: the hub's clock, ms. */
export async function openHubStore(
  place: HubPlace,
  now: () => number = Date.now,
): Promise<Result<HubStore, OpenProblem>> {
  const opened = await openHubDatabase(place);
  if (!opened.ok) return opened;
  const database = opened.value;
  const feeds = openFeeds(database);
  return success({
    landing: openLanding(database, 'file' in place ? 1 : writersOnServer),
    devices: openDevices(database, { feeds, now }),
    staff: openStaff(database, { now }),
    words: openWords(database),
    feeds,
    tickets: openTickets(database, { feeds, now }),
    uplink: openUplink(database),
    relayed: openRelayed(database, now),
    verify: () => verifyChains(database),
    reproject: () => reproject(database),
    backup:
      'file' in place
        ? async (copy) => {
            await database.raw('VACUUM INTO ?', [copy]);
            await renewFeeds(copy);
          }
        : null,
    close: () => database.destroy(),
  });
}

/** A hub that is started from a copy gives positions a second time: cursors from before must not be read on from. */
async function renewFeeds(file: string): Promise<void> {
  const opened = await openHubDatabase({ file });
  if (!opened.ok) throw new Error(`the copy cannot be opened: ${JSON.stringify(opened.error)}`);
  await openFeeds(opened.value).renew();
  await opened.value.destroy();
}

/** Its database alone, for what works on rows. `alone`: nobody else may have the file meanwhile. */
export async function openHubDatabase(place: HubPlace, { alone = false } = {}): Promise<Result<Knex, OpenProblem>> {
  if ('file' in place) return await openDatabase({ file: place.file, exclusive: alone, migrations: hubMigrations });
  const { openPostgres } = await import('../open-postgres.ts');
  return await openPostgres({ url: place.url, migrations: hubMigrations });
}
