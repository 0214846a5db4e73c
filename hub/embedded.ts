import { dirname, join } from 'node:path';
import { z } from 'zod';
import { keptSigningKey } from '../wire/keys.ts';
import { endOnUncaught, openHubLog } from './faults/hub-log.ts';
import { type Hub, startHub } from './start-hub.ts';

/** Entry of the hub that a kiosk starts for itself, in a process of its own: told what to do by message, ends with it. */

interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}

const order = z.object({
  file: z.string(),
  phones: z.object({ host: z.string(), port: z.number(), script: z.string() }).nullable(),
  fonts: z.string(),
  /** Lets the kiosk in that started it. */
  code: z.string().length(10),
  unit: z.string().max(64),
  readKey: z.string().min(16),
});
const parent = (process as unknown as { parentPort?: ParentPort }).parentPort;
if (parent === undefined) throw new Error('the embedded hub is started by a kiosk; for a hub alone: npm run hub');

const log = openHubLog();
endOnUncaught(log);
let hub: Hub | null = null;
parent.on('message', ({ data }) => {
  const { file, phones, fonts, code, unit, readKey } = order.parse(data);
  const secrets = { key: keptSigningKey(join(dirname(file), 'hub-key.pem')), readKey };
  const limits = { loopDelayMs: 0 };
  startHub({
    place: { file },
    folder: dirname(file),
    host: '127.0.0.1',
    port: 0,
    name: 'embedded',
    secrets,
    limits,
    phones,
    log,
    fonts,
    now: Date.now,
  })
    .then(async (started) => {
      if (!started.ok) {
        log.error(started.error, 'the hub cannot start');
        process.exit(1);
      }
      hub = started.value;
      await hub.store.devices.admitCode(code, { unit, by: 'kiosk' });
      parent.postMessage({ address: hub.address });
    })
    .catch((error: unknown) => {
      log.error({ error }, 'the hub cannot start');
      process.exit(1);
    });
});
process.once('SIGTERM', () => {
  void (hub?.close() ?? Promise.resolve()).finally(() => process.exit(0));
});
