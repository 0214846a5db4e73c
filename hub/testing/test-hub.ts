import type { HubPlace } from '../../db/hub/store.ts';
import { temporaryFolder } from '../../db/testing/temporary.ts';
import { withFaults } from '../../shared/fault.ts';
import { newSigningKey, type SigningKey } from '../../wire/keys.ts';
import type { HubLog } from '../faults/hub-log.ts';
import type { Relay, Upstream } from '../relay/start-relay.ts';
import { type HubLimits, startHub, type Tls } from '../start-hub.ts';

/** A real hub on loopback, with what a test asks of it. */
export interface TestHub {
  address: string;
  readKey: string;
  /** A new code that lets one terminal in, or one hub that passes facts on. */
  code: (kind?: 'terminal' | 'relay') => Promise<string>;
  facts: () => Promise<{ dev: string; seq: number; kind: string; quarantine: string | null; body: unknown }[]>;
  relay: Relay | null;
  /** What it told its log, if that was not given: lines as they would stand there. */
  log: Record<string, unknown>[];
  store: Extract<Awaited<ReturnType<typeof startHub>>, { ok: true }>['value']['store'];
  close: () => Promise<void>;
}

const readKey = 'read-key-for-tests';
/** Tests share one machine and one address. */
const noLimits: Partial<HubLimits> = { enrolmentsAMinute: 100_000, pushesAMinute: 1_000_000, loopDelayMs: 0 };

export async function startTestHub({
  port = 0,
  key = newSigningKey(),
  folder = temporaryFolder(),
  tls = null,
  limits = {},
  upstream = null,
  log,
  now = Date.now,
  ...place
}: HubPlace & {
  port?: number;
  key?: SigningKey;
  folder?: string;
  tls?: Tls | null;
  limits?: Partial<HubLimits>;
  upstream?: Upstream | null;
  log?: HubLog;
  now?: () => number;
}): Promise<TestHub> {
  const lines: TestHub['log'] = [];
  const started = await startHub({
    place,
    folder,
    host: '127.0.0.1',
    port,
    secrets: { key, readKey },
    tls,
    limits: { ...noLimits, ...limits },
    upstream,
    log: log ?? { error: (fields, msg) => void lines.push({ ...withFaults({ ...fields }), msg }) },
    now,
  });
  if (!started.ok) throw new Error(JSON.stringify(started.error));
  const { address, store, relay, close } = started.value;
  let open = true;
  return {
    address,
    readKey,
    store,
    relay,
    log: lines,
    code: (kind = 'terminal') => store.devices.makeCode({ unit: null, replaces: null, by: 'test', kind }),
    async facts() {
      const facts = await store.landing.all(1_000_000);
      return facts.map(({ dev, seq, kind, quarantine, line }) => ({
        dev,
        seq,
        kind: kind ?? '',
        quarantine,
        body: quarantine === null ? (JSON.parse(line) as { body?: unknown }).body : null,
      }));
    },
    async close() {
      if (open) await close();
      open = false;
    },
  };
}
