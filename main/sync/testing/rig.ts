import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { LookupFunction } from 'node:net';
import { join } from 'node:path';
import { Agent, fetch as fetchThrough } from 'undici';
import { onTestFinished } from 'vitest';
import type { TerminalStore } from '../../../db/terminal/store.ts';
import { keptLog, openStore, someFact, temporaryFolder } from '../../../db/testing/temporary.ts';
import { startTestHub } from '../../../hub/testing/test-hub.ts';
import { seeded } from '../../../tools/simulate/random.ts';
import { type Sender, startSender } from '../sender.ts';
import { type ChaosProxy, openChaosProxy } from './chaos-proxy.ts';
import { type Oracle, openOracle } from './oracle.ts';

/** How long each phase of a push may take, ms; the product's own are its defaults. */
export interface Timeouts {
  connect: number;
  headers: number;
  bodyIdle: number;
  total: number;
}
const productTimeouts: Timeouts = { connect: 10_000, headers: 30_000, bodyIdle: 30_000, total: 90_000 };

/** How a terminal of the rig sends: everything that the product has is real, only the waits are short. */
export interface Sending {
  timeouts?: Partial<Timeouts>;
  lookup?: LookupFunction;
  /** In the proxy's place: for TLS, and for names. */
  hub?: { address: string; ca?: string };
  longestBackoffMs?: number;
  gatherMs?: number;
  now?: () => number;
}

/** A real terminal store and sender, and the line between it and the hub. */
export interface RigTerminal {
  dev: string;
  store: TerminalStore;
  proxy: ChaosProxy;
  /** Records so many facts at once; returns when all are durable. */
  record(count: number): Promise<void>;
  pending(): Promise<number>;
  /** Starts a sender; one that is running is stopped first, like a program that is started again. */
  start(sending?: Sending): Promise<Sender>;
  stop(): Promise<void>;
  sender(): Sender;
  /**
   * Waits until the hub has everything (I5), and looks meanwhile whether a push is under way or a timer armed whenever
   * something is pending, and that nothing counts as delivered that is not durable at the hub (I8).
   */
  drained(withinMs?: number): Promise<void>;
  log: ReturnType<typeof keptLog>;
}

export interface Rig extends RigTerminal {
  hub: RigHub;
  oracle: Oracle;
  hubFacts: Oracle['facts'];
  /** Another terminal, with a line of its own to the same hub. */
  anotherTerminal(): Promise<RigTerminal>;
}

/** A hub over a SQLite file; stopped and started, it keeps its address. */
interface RigHub {
  file: string;
  address: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Only when it runs beside: kill -9. */
  kill(): Promise<void>;
  /** Only when it runs beside: the most memory it ever had, bytes. */
  peakMemory(): Promise<number>;
  /** What a reader gets for all facts as JSON: the status. */
  readAll(): Promise<number>;
  /** The headers with which a terminal may push these bytes. */
  authorised(body: Buffer): Promise<Record<string, string>>;
}

/** A terminal, a line and a hub (`beside`: in a process of its own). All of it goes when the test is finished. */
export async function openRig({ beside = false, seed = 1 }: { beside?: boolean; seed?: number } = {}): Promise<Rig> {
  const hub = await openRigHub(beside);
  const oracle = openOracle({ file: hub.file });
  const first = await openTerminal(hub, oracle, seed);
  return {
    ...first,
    hub,
    oracle,
    hubFacts: oracle.facts,
    anotherTerminal: () => openTerminal(hub, oracle, seed + 1),
  };
}

async function openTerminal(hub: RigHub, oracle: Oracle, seed: number): Promise<RigTerminal> {
  const log = keptLog();
  const store = await openStore({ log });
  const { journal } = store;
  const proxy = await openChaosProxy({ port: Number(new URL(hub.address).port), seed });
  const random = seeded(seed + 1000);
  let sender: Sender | null = null;
  let agent: Agent | null = null;

  async function stop(): Promise<void> {
    await sender?.stop();
    await agent?.destroy();
    [sender, agent] = [null, null];
  }
  function running(): Sender {
    if (sender === null) throw new Error('no sender was started');
    return sender;
  }
  onTestFinished(async () => {
    await stop();
    await proxy.close();
    await store.close();
  });
  return {
    dev: journal.dev,
    store,
    proxy,
    log,
    async record(count) {
      const places = Array.from({ length: count }, () =>
        journal.record('difficulty.reported', { ...someFact, visit: randomUUID() }),
      );
      for (const place of await Promise.all(places)) oracle.note(journal.dev, place);
    },
    pending: () => journal.pendingCount(),
    async start({ timeouts, lookup, hub: at, longestBackoffMs = 30, gatherMs = 5, now = Date.now } = {}) {
      await stop();
      agent = agentWith({ timeouts: { ...productTimeouts, ...timeouts }, lookup, ca: at?.ca });
      sender = startSender({
        journal,
        hub: { address: at?.address ?? proxy.address, token },
        fetch: through(agent, timeouts?.total ?? productTimeouts.total),
        log,
        now,
        random,
        gatherMs,
        longestBackoffMs,
      });
      return sender;
    },
    stop,
    sender: running,
    async drained(withinMs = 10_000) {
      const before = Date.now() + withinMs;
      for (let pending = await journal.pendingCount(); pending > 0; pending = await journal.pendingCount()) {
        await mustMove();
        if ((await oracle.durable(journal.dev)) < oracle.recorded(journal.dev) - pending) {
          throw new Error('I8: something counts as delivered that is not at the hub');
        }
        if (Date.now() > before)
          throw new Error(`I5: ${pending} pending after ${withinMs} ms, ${JSON.stringify(running().status())}`);
        await new Promise((soon) => setTimeout(soon, 10));
      }
    },
  };

  async function mustMove(): Promise<void> {
    const isStill = (): boolean => !running().status().busy && !running().status().armed;
    if (isStill() && (await journal.pendingCount()) > 0 && isStill()) {
      throw new Error('I5: something is pending, no push is under way and no timer is armed');
    }
  }
}

/** The product's client with its waits made short. */
function agentWith({
  timeouts,
  lookup,
  ca,
}: {
  timeouts: Timeouts;
  lookup: LookupFunction | undefined;
  ca: string | undefined;
}): Agent {
  return new Agent({
    headersTimeout: timeouts.headers,
    bodyTimeout: timeouts.bodyIdle,
    connect: {
      timeout: timeouts.connect,
      ...(lookup === undefined ? {} : { lookup }),
      ...(ca === undefined ? {} : { ca }),
    },
  });
}

function through(agent: Agent, totalMs: number): typeof globalThis.fetch {
  const send = (input: string | URL, init: RequestInit): Promise<unknown> => {
    const signal = AbortSignal.any([AbortSignal.timeout(totalMs), ...(init.signal == null ? [] : [init.signal])]);
    return fetchThrough(input, { ...init, signal, dispatcher: agent } as Parameters<typeof fetchThrough>[1]);
  };
  return send as typeof globalThis.fetch;
}

const token = 'push-token-for-tests';

async function openRigHub(beside: boolean): Promise<RigHub> {
  const file = join(temporaryFolder(), 'hub.sqlite');
  const start = beside ? startBeside : startHere;
  let running = await start(file, 0);
  const { address } = running;
  const port = Number(new URL(address).port);
  onTestFinished(() => running.stop());
  const child = (): ChildProcess => {
    if (running.child === null) throw new Error('the hub runs in this process');
    return running.child;
  };
  return {
    file,
    address,
    async start() {
      running = await start(file, port);
    },
    stop: () => running.stop(),
    async kill() {
      const ended = once(child(), 'exit');
      child().kill('SIGKILL');
      await ended;
    },
    async peakMemory() {
      const { readFile } = await import('node:fs/promises');
      const status = await readFile(`/proc/${child().pid}/status`, 'utf8');
      return Number(/VmHWM:\s*(\d+) kB/.exec(status)?.[1]) * 1024;
    },
    async readAll() {
      const answer = await fetch(`${address}/facts.json`, { headers: { Authorization: 'Bearer read-key-for-tests' } });
      await answer.arrayBuffer();
      return answer.status;
    },
    authorised: async (body) => ({
      'Content-Type': 'application/x-ndjson',
      'Content-Encoding': 'gzip',
      'Content-Digest': `sha-256=:${createHash('sha256').update(body).digest('base64')}:`,
      Authorization: `Bearer ${token}`,
    }),
  };
}

async function startHere(file: string, port: number) {
  const { address, close } = await startTestHub({ file, port });
  return { address, stop: close, child: null };
}

async function startBeside(file: string, port: number) {
  const program = join(import.meta.dirname, '../../../hub/testing/hub-beside.ts');
  const child = spawn(process.execPath, [program, file, String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  return { address: line.toString().trim(), stop, child };
}
