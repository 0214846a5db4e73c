import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { HubStore } from '../db/hub/store.ts';
import { type DeviceGate, namesOf } from './devices/device-gate.ts';
import { openBlobs } from './feeds/blobs.ts';
import { serveBlobs } from './feeds/serve-blobs.ts';
import { serveFeeds } from './feeds/serve-feeds.ts';
import { publishKeys } from './sealing/publish-keys.ts';
import { openSealingKeys } from './sealing/sealing-keys.ts';
import { openDoor } from './staff/door.ts';
import { serveStaff } from './staff/serve-staff.ts';
import { serveTickets } from './tickets/serve-tickets.ts';
import { serveWords } from './words/serve-words.ts';

/** How often it is looked whether a new month has begun, ms. */
const newMonthMs = 3_600_000;

/**
 * What a hub does beside taking facts: people sign in, things go down to terminals, calls for help are carried, sealed
 * words are opened. `folder`: where packs and the sealing keys lie.
 */
export async function serveRooms(
  app: FastifyInstance,
  { store, gate, folder, now }: { store: HubStore; gate: DeviceGate; folder: string; now: () => number },
): Promise<void> {
  const { staff, words, feeds, tickets, devices } = store;
  const door = openDoor(staff);
  const deviceOf = namesOf(gate);
  const unitOf = async (dev: string): Promise<string | null> => (await devices.find(dev))?.unit ?? null;
  serveStaff(app, { staff, door });
  serveFeeds(app, { feeds, deviceOf, unitOf, door });
  serveBlobs(app, { blobs: openBlobs(join(folder, 'blobs')), deviceOf });
  serveTickets(app, { tickets, deviceOf, unitOf, door });
  const open = async () => await openSealingKeys({ folder: join(folder, 'sealing'), now, note: staff.note });
  let keys = await open();
  serveWords(app, { words, keys: { open: (sealed) => keys.open(sealed) }, staff, door, unitOf });
  await publishKeys(keys, feeds);
  const timer = setInterval(() => {
    // A database that is away is asked again in an hour; the months on either side are there already.
    void renew().catch(() => undefined);
  }, newMonthMs);
  timer.unref();
  app.addHook('onClose', async () => clearInterval(timer));

  /** Opening makes the months that are due and destroys those that are over. */
  async function renew(): Promise<void> {
    keys = await open();
    await publishKeys(keys, feeds);
  }
}
