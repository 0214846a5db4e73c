import type { TerminalStore } from '../../db/terminal/store.ts';
import { openSend, type Send } from '../../wire/send.ts';
import { openHubClock } from './hub-clock.ts';
import { type HubLine, type HubPlace, openHubLine } from './hub-line.ts';
import { openIdentity } from './identity.ts';

/** A terminal's line to a hub, and how to let it go. */
export interface Connection {
  line: HubLine;
  close(): Promise<void>;
}

/** Opens the line to a hub as this terminal. `ca`: the only authority that is believed, as PEM. */
export async function connectHub({
  hub,
  ca,
  folder,
  store: { journal, settings },
  now,
  send: otherSend = null,
}: {
  hub: HubPlace;
  ca: string | null;
  /** Where the terminal's key lies. */
  folder: string;
  store: Pick<TerminalStore, 'journal' | 'settings'>;
  now: () => number;
  /** Another way there than the network's own: for simulations. */
  send?: Send | null;
}): Promise<Connection> {
  const identity = await openIdentity({ folder, settings, journal });
  const clock = await openHubClock({ settings, now });
  const { send, close } = otherSend === null ? openSend({ ca }) : { send: otherSend, close: async () => undefined };
  return { line: openHubLine({ hub, identity, dev: () => journal.dev, clock, send, now }), close };
}
