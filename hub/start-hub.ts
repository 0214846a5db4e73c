import { Server as TlsServer } from 'node:tls';
import underPressure from '@fastify/under-pressure';
import Fastify, { type FastifyInstance } from 'fastify';
import { type HubPlace, type HubStore, openHubStore } from '../db/hub/store.ts';
import type { OpenProblem } from '../db/open.ts';
import { faultWord } from '../shared/fault.ts';
import { failure, type Result, success } from '../shared/result.ts';
import { pushLimits, wireVersion } from '../shared/sync/wire.ts';
import type { SigningKey } from '../wire/keys.ts';
import { openDeviceGate } from './devices/device-gate.ts';
import { serveDevices } from './devices/serve-devices.ts';
import { serveFacts } from './facts/serve-facts.ts';
import { answerFaults } from './faults/answer-faults.ts';
import type { HubLog } from './faults/hub-log.ts';
import { serveFonts } from './fonts/serve-fonts.ts';
import { serveKiosks, servePhones } from './papers/serve-papers.ts';
import { openTrays, type Trays } from './papers/trays.ts';
import { servePush } from './push/serve-push.ts';
import { serveRelayed } from './relay/serve-relayed.ts';
import { type Relay, startRelay, type Upstream } from './relay/start-relay.ts';
import { serveRooms } from './serve-rooms.ts';

export interface Hub {
  /** http(s)://host:port */
  address: string;
  /** What it keeps, for whoever runs it in this process. */
  store: HubStore;
  /** What passes its facts on; null: it is the topmost. */
  relay: Relay | null;
  /** From now on new connections are answered with this certificate. */
  renewCertificate(tls: Tls): void;
  /** Finishes what is under way, then closes the database. */
  close(): Promise<void>;
}

/** A certificate and its key, as PEM. */
export interface Tls {
  cert: string;
  key: string;
}

export interface HubSecrets {
  /** Signs what this hub has received. */
  key: SigningKey;
  /** People read with it. */
  readKey: string;
}

/** What one caller may ask for, and when this hub asks for patience. */
export interface HubLimits {
  /** Guesses of an enrolment code, from one address. */
  enrolmentsAMinute: number;
  /** Of one device. */
  pushesAMinute: number;
  /** Later than this behind its own clock, ms, it answers 503 for a while; 0: never. */
  loopDelayMs: number;
}

const usualLimits: HubLimits = { enrolmentsAMinute: 5, pushesAMinute: 600, loopDelayMs: 200 };
/** How long a busy hub asks terminals to wait, s. */
const busySeconds = 2;
/** A request that is not there in full by then is ended, ms: whoever dawdles holds nobody up. */
const requestMs = 60_000;
/** What is under way may be finished within, ms. */
const closingMs = 2000;

/** Opens the hub's database and listens. Errors: why the database cannot be opened, or `unavailable` for the address. */
export async function startHub({
  place,
  folder,
  host,
  port,
  name = 'hub',
  secrets,
  tls = null,
  limits = {},
  phones = null,
  fonts = null,
  upstream = null,
  log,
  now,
}: {
  place: HubPlace;
  /** Where packs and the keys of sealed words lie; apart from the database, so that no copy of it has them. */
  folder: string;
  host: string;
  /** 0: any free one. */
  port: number;
  name?: string;
  secrets: HubSecrets;
  /** Without it the hub speaks plain HTTP: for loopback, or behind a proxy that has TLS. */
  tls?: Tls | null;
  limits?: Partial<HubLimits>;
  /** Takes papers from telephones: the built code of their page, and where it listens for them if not where it always does. */
  phones?: { script: string; host?: string; port?: number } | null;
  /** Where the built fonts lie, for the pages it shows itself; null: readers see them in their own. */
  fonts?: string | null;
  /** The hub that facts are passed on to. */
  upstream?: Upstream | null;
  log: HubLog;
  now: () => number;
}): Promise<Result<Hub, OpenProblem>> {
  const opened = await openHubStore(place, now);
  if (!opened.ok) return opened;
  const store = opened.value;
  const { landing, devices, relayed } = store;
  const { enrolmentsAMinute, pushesAMinute, loopDelayMs } = { ...usualLimits, ...limits };
  const app = openServer(tls, log);
  const gate = openDeviceGate({ devices, now });
  const { key, readKey } = secrets;
  if (loopDelayMs > 0) {
    await app.register(underPressure, {
      maxEventLoopDelay: loopDelayMs,
      retryAfter: busySeconds,
      exposeStatusRoute: false,
    });
  }
  await serveDevices(app, { devices, gate, name, key, enrolmentsAMinute, now });
  await serveRelayed(app, { relayed, gate, now });
  const relay = upstream === null ? null : startRelay(store, upstream, now);
  await servePush(app, { landing, devices, relayed, gate, upward: relay, name, key, pushesAMinute, now });
  serveFacts(app, { landing, readKey });
  if (fonts !== null) serveFonts(app, fonts);
  await serveRooms(app, { store, gate, folder, now });
  const trays = phones === null ? null : openTrays(now);
  let besides: FastifyInstance | null = null;
  if (phones !== null && trays !== null) {
    besides = await receivePapers(app, { trays, phones, fonts, host, log });
    if (besides !== null) await serveKiosks(app, { trays, gate, now });
  }
  app.get('/health', async () => ({ ok: true, p: wireVersion }));
  try {
    const address = await app.listen({ host, port });
    return success({
      address,
      store,
      relay,
      renewCertificate(renewed) {
        if (app.server instanceof TlsServer) app.server.setSecureContext(renewed);
      },
      async close() {
        trays?.closeAll();
        if (besides !== app) await besides?.close();
        // Somebody who has opened a connection and says nothing would hold it open for minutes.
        const patience = setTimeout(() => app.server.closeAllConnections(), closingMs);
        await app.close();
        clearTimeout(patience);
        await relay?.stop();
        await store.close();
      },
    });
  } catch (error) {
    await relay?.stop();
    await store.close();
    return failure({ code: 'unavailable', reason: faultWord(error) });
  }
}

function openServer(tls: Tls | null, log: HubLog): FastifyInstance {
  const options = {
    bodyLimit: pushLimits.compressedBytes,
    forceCloseConnections: 'idle',
    requestTimeout: requestMs,
    logger: false,
  } as const;
  const app: FastifyInstance =
    tls === null ? Fastify(options) : Fastify({ ...options, https: { ...tls, minVersion: 'TLSv1.3' } });
  answerFaults(app, log);
  return app;
}

/** An address that telephones cannot reach costs the papers, never the facts: kiosks find no trays and say what else to do. */
async function receivePapers(
  app: FastifyInstance,
  {
    trays,
    phones,
    fonts,
    host,
    log,
  }: {
    trays: Trays;
    phones: { script: string; host?: string; port?: number };
    fonts: string | null;
    host: string;
    log: HubLog;
  },
): Promise<FastifyInstance | null> {
  const { script, port } = phones;
  if (port === undefined) {
    servePhones(app, { trays, script });
    return app;
  }
  const besides: FastifyInstance = Fastify({ forceCloseConnections: true, logger: false });
  answerFaults(besides, log);
  servePhones(besides, { trays, script });
  if (fonts !== null) serveFonts(besides, fonts);
  try {
    await besides.listen({ host: phones.host ?? host, port });
    return besides;
  } catch (error) {
    log.error({ error }, 'no papers from telephones: their address cannot be listened on');
    await besides.close();
    return null;
  }
}
