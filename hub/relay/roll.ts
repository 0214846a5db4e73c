import type { Device, Devices } from '../../db/hub/devices.ts';
import { deviceRefusal, relayedPath, type ToldDevice } from '../../shared/sync/relay.ts';
import { wireVersion } from '../../shared/sync/wire.ts';
import { jsonOf } from '../../wire/send.ts';
import type { CityLine } from './city-line.ts';

/** What the city was told of a device: it has taken it, another has that name there, or it gave no word of its own. */
export type TellOutcome = 'told' | 'name' | 'no word';

/** What the city knows of this hall's devices. */
export interface Roll {
  /** Tells of one device, when it is not as the city was last told. Rejects when no answer comes. */
  tell(dev: string): Promise<TellOutcome>;
  /** Tells of each that changed: a device that was revoked may have nothing to send. */
  tellAll(): Promise<void>;
  /** The city does not know this one any more; without a name: perhaps none. */
  forget(dev?: string): void;
}

export function openRoll({ devices, line }: { devices: Devices; line: CityLine }): Roll {
  const told = new Map<string, string>();

  async function tellOf({ dev, unit, status }: Device): Promise<TellOutcome> {
    const keys = (await devices.keysOf(dev)).map((key) => key.toString('base64url'));
    const saying: ToldDevice = { p: wireVersion, dev, unit, status, keys };
    const text = JSON.stringify(saying);
    if (told.get(dev) === text) return 'told';
    const headers = { 'Content-Type': 'application/json' };
    const answer = await line.post({ path: relayedPath, body: Buffer.from(text), headers });
    if (answer.status === 200 && isOurs(jsonOf(answer))) {
      told.set(dev, text);
      return 'told';
    }
    const word = answer.status === 409 ? deviceRefusal.safeParse(jsonOf(answer)) : null;
    return word?.success === true && word.data.error === 'name' ? 'name' : 'no word';
  }

  return {
    async tell(dev) {
      const device = await devices.find(dev);
      if (device === null) throw new Error(`${dev} has facts here and is no device`);
      return await tellOf(device);
    },
    async tellAll() {
      for (const device of await devices.list()) if (device.kind === 'terminal') await tellOf(device);
    },
    forget(dev) {
      if (dev === undefined) told.clear();
      else told.delete(dev);
    },
  };
}

/** A page that says 200 is not the city. */
const isOurs = (said: unknown): boolean =>
  typeof said === 'object' && said !== null && 'p' in said && said.p === wireVersion;
