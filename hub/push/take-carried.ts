import type { HubStore } from '../../db/hub/store.ts';
import type { CarriedPush } from '../../shared/sync/carried.ts';
import { pushPath } from '../../shared/sync/wire.ts';
import { openDeviceGate } from '../devices/device-gate.ts';
import { carriedPushes } from './carried-file.ts';
import { deviceItself, takePush } from './take-push.ts';

/** What became of the pushes of one device. Facts are counted by their sequences; of a refused push nobody knows how many. */
export interface TakenFromDevice {
  /** Facts that were not here before. */
  added: number;
  already: number;
  /** How many pushes for which word: as over the network; `no-push` for what is none at all. */
  refused: Map<string, number>;
}

/**
 * Takes every push of a file that was carried by hand, as if it had come over the network; only its age does not count.
 * By the device that each says it is of; '?' where it says none.
 */
export async function takeCarried(
  file: string,
  {
    store: { landing, devices },
    keepsEnvelopes,
    now,
  }: {
    store: Pick<HubStore, 'landing' | 'devices'>;
    /** There is a hub above this one that it passes facts on to. */
    keepsEnvelopes: boolean;
    now: () => number;
  },
): Promise<Map<string, TakenFromDevice>> {
  const gate = openDeviceGate({ devices, now });
  const taken = new Map<string, TakenFromDevice>();
  for await (const push of carriedPushes(file)) {
    const dev = push === null ? '?' : deviceIn(push);
    const sum = taken.get(dev) ?? { added: 0, already: 0, refused: new Map<string, number>() };
    taken.set(dev, sum);
    const outcome = push === null ? 'no-push' : await takeOne(push);
    if (typeof outcome === 'string') {
      sum.refused.set(outcome, (sum.refused.get(outcome) ?? 0) + 1);
    } else {
      sum.added += outcome.added;
      sum.already += outcome.count - outcome.added;
    }
  }
  return taken;

  async function takeOne(push: CarriedPush): Promise<string | { added: number; count: number }> {
    // A signature for anything else than a push is none for a push.
    if (new URL(push.url).pathname !== pushPath) return 'no-push';
    const headers = Object.fromEntries(
      Object.entries(push.headers).map(([name, value]) => [name.toLowerCase(), value]),
    );
    const said = { method: 'POST', url: push.url, body: Buffer.from(push.body, 'base64') };
    const bearer = () => deviceItself(gate, { said, headers }, null);
    const one = await takePush({ headers, body: said.body, bearer }, { landing, keepsEnvelopes, now });
    if (!one.ok) return one.error.error;
    const { landed, count } = one.value;
    return landed.code === 'landed' ? { added: landed.added, count } : landed.code;
  }
}

function deviceIn({ headers }: CarriedPush): string {
  const [, input = ''] = Object.entries(headers).find(([name]) => name.toLowerCase() === 'signature-input') ?? [];
  return /keyid="([A-Za-z0-9]{1,32})\//.exec(input)?.[1] ?? '?';
}
