import type { HubPlace } from '../../db/hub/store.ts';
import { startHub } from '../start-hub.ts';

/** A real hub on loopback, with what a test asks of it. */
export interface TestHub {
  address: string;
  token: string;
  readKey: string;
  facts: () => Promise<{ seq: number; kind: string; quarantine: string | null; body: unknown }[]>;
  close: () => Promise<void>;
}

export async function startTestHub({ port = 0, ...place }: HubPlace & { port?: number }): Promise<TestHub> {
  const secrets = { pushToken: 'push-token-for-tests', readKey: 'read-key-for-tests' };
  const started = await startHub({ place, host: '127.0.0.1', port, secrets, now: Date.now });
  if (!started.ok) throw new Error(JSON.stringify(started.error));
  const { address, close } = started.value;
  let open = true;
  return {
    address,
    token: secrets.pushToken,
    readKey: secrets.readKey,
    async facts() {
      const answer = await fetch(`${address}/facts.json`, { headers: { Authorization: `Bearer ${secrets.readKey}` } });
      return ((await answer.json()) as { facts: Awaited<ReturnType<TestHub['facts']>> }).facts;
    },
    async close() {
      if (open) await close();
      open = false;
    },
  };
}
