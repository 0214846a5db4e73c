import { type HubPlace, openHubDatabase } from '../../../db/hub/store.ts';
import { openHubLog } from '../../../hub/faults/hub-log.ts';
import { type Hub, startHub } from '../../../hub/start-hub.ts';
import { newSigningKey } from '../../../wire/keys.ts';
import { temporaryFolder } from '../programs.ts';
import { answerParent } from './child.ts';

let hub: Hub | null = null;

const calls = {
  /** The real hub on a free port. `devices`: let in before it starts; nobody is told to come more seldom. */
  async open({ place, devices = [] }: { place: HubPlace; devices?: { dev: string; key: Uint8Array }[] }) {
    await admit(place, devices);
    const started = await startHub({
      place,
      folder: temporaryFolder(),
      host: '127.0.0.1',
      port: 0,
      secrets: { key: newSigningKey(), readKey: 'bench' },
      limits: { enrolmentsAMinute: 1_000_000, pushesAMinute: 1_000_000, loopDelayMs: 0 },
      log: openHubLog(),
      now: Date.now,
    });
    if (!started.ok) throw new Error(JSON.stringify(started.error));
    hub = started.value;
    return hub.address;
  },
  async code() {
    if (hub === null) throw new Error('no hub');
    return await hub.store.devices.makeCode({ unit: null, replaces: null, by: 'bench', livesMs: 3_600_000 });
  },
  /** How many facts it has. */
  async count() {
    const kinds = (await hub?.store.landing.countsByKind()) ?? [];
    return kinds.reduce((sum, { count }) => sum + count, 0);
  },
  async memory() {
    globalThis.gc?.();
    return process.memoryUsage.rss();
  },
};
export type HubCalls = typeof calls;

/** Rows as enrolment leaves them: two thousand enrolments are not what is measured. */
async function admit(place: HubPlace, devices: { dev: string; key: Uint8Array }[]): Promise<void> {
  const opened = await openHubDatabase(place);
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  const database = opened.value;
  const since = Date.now();
  await database.transaction(async (trx) => {
    const rows = devices.map(({ dev }) => ({ dev, status: 'active', key_no: 1, rotate: 0, enrolled_t: since }));
    await trx.batchInsert('device', rows, 100);
    const keys = devices.map(({ dev, key }) => ({ dev, no: 1, public_key: Buffer.from(key), since_t: since }));
    await trx.batchInsert('device_key', keys, 100);
  });
  await database.destroy();
}

answerParent(calls, async () => await hub?.close());
