import type { HubStore } from '../../db/hub/store.ts';
import { openSend, type Send } from '../../wire/send.ts';
import type { Upward } from '../push/serve-push.ts';
import { openCityLine } from './city-line.ts';
import { startForwarder, type Way } from './forwarder.ts';
import type { RelayIdentity } from './join-city.ts';
import { openRoll } from './roll.ts';

/** The hub above this one. */
export interface Upstream {
  address: string;
  /** The only authority that is believed about it, as PEM; null: whatever the system believes. */
  ca: string | null;
  identity: RelayIdentity;
  /** What somebody has to do something about. */
  alarm: (line: string) => void;
  /** In place of the usual waits, and of the network: for tests. */
  paces?: { sweepMs?: number; longestMs?: number };
  through?: (send: Send) => Send;
}

/** What passes facts on, while the hub runs. */
export interface Relay extends Upward {
  ways(): Way[];
  stop(): Promise<void>;
}

/** Begins to pass on what lands in this store, and what did while nothing was passed on. */
export function startRelay(
  { uplink, devices }: Pick<HubStore, 'uplink' | 'devices'>,
  { address, ca, identity, alarm, paces = {}, through = (send) => send }: Upstream,
  now: () => number,
): Relay {
  const { send, close } = openSend({ ca });
  const stopping = new AbortController();
  const line = openCityLine({ address, identity, send: through(send), signal: stopping.signal, now, alarm });
  const roll = openRoll({ devices, line });
  const { wake, ways, stop } = startForwarder({ road: { uplink, roll, line, now }, alarm, ...paces });
  return {
    cityUpto: uplink.cityUpto,
    landed: wake,
    ways,
    async stop() {
      stopping.abort();
      await stop();
      await close();
    },
  };
}
