import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { LookupFunction } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openHubStore } from '../../../db/hub/store.ts';
import type { TerminalStore } from '../../../db/terminal/store.ts';
import { keptLog, openStore, someFact, temporaryFolder } from '../../../db/testing/temporary.ts';
import { admitDevice, type TestDevice } from '../../../hub/testing/test-device.ts';
import { startTestHub } from '../../../hub/testing/test-hub.ts';
import { pushPath } from '../../../shared/sync/wire.ts';
import { seeded } from '../../../tools/simulate/random.ts';
import { keptSigningKey } from '../../../wire/keys.ts';
import { openSend, type Patience, patience } from '../../../wire/send.ts';
import { connectHub } from '../connect-hub.ts';
import type { HubLine } from '../hub-line.ts';
import { type Sender, startSender } from '../sender.ts';
import { type ChaosProxy, openChaosProxy } from './chaos-proxy.ts';
import { type Oracle, openOracle } from './oracle.ts';

/** How a terminal of the rig sends: everything that the product has is real, only the waits are short. */
export interface Sending {
  /** How long each phase of a push may take, ms; the product's own are the defaults. */
  waits?: Partial<Patience>;
  lookup?: LookupFunction;
  /** In the proxy's place: for TLS, and for names. */
  hub?: { address: string; ca?: string };
  longestBackoffMs?: number;
  gatherMs?: number;
  now?: () => number;
}

/** A real terminal store and sender, let in at the hub, and the line between them. */
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
  /** Its line to the hub, for what is done beside sending. */
  line(now?: () => number): Promise<HubLine>;
  sender(): Sender;
  /** Waits until so many attempts in a row have failed; throws when they do not. */
  failed(times: number, withinMs?: number): Promise<void>;
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
  /** `diesAfter`: only when it runs beside: after so many commits of pushes it is killed before it answers. */
  start(diesAfter?: number): Promise<void>;
  stop(): Promise<void>;
  /** Only when it runs beside: from now on what strace's rule says happens to a system call on the log of its database. */
  tamper(rule: string): Promise<void>;
  /** Only when it runs beside: settles when it has ended by itself. */
  ended(): Promise<void>;
  /** Only when it runs beside: kill -9. */
  kill(): Promise<void>;
  /** Only when it runs beside: the most memory it ever had, bytes. */
  peakMemory(): Promise<number>;
  /** A code that lets one terminal in. */
  code(): Promise<string>;
  /** What a reader gets for all facts as JSON: the status. */
  readAll(): Promise<number>;
  /** A device without a terminal behind it, for pushes that are made by hand. */
  dev: string;
  /** The headers with which that device may push these bytes. */
  authorised(body: Buffer): Promise<Record<string, string>>;
}

/** A terminal, a line and a hub (`beside`: in a process of its own). All of it goes when the test is finished. */
export async function openRig({
  beside = false,
  seed = 1,
  hubFolder = temporaryFolder(),
}: {
  beside?: boolean;
  seed?: number;
  hubFolder?: string;
} = {}): Promise<Rig> {
  const hub = await openRigHub(beside, hubFolder);
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
  const folder = temporaryFolder();
  const place = { name: 'rig', address: hub.address, code: { text: await hub.code(), once: true } };
  const first = await connectHub({ hub: place, ca: null, folder, store, now: Date.now });
  await first.line.enrol();
  await first.close();
  let sender: Sender | null = null;
  let letGo: (() => Promise<void>) | null = null;

  async function stop(): Promise<void> {
    await sender?.stop();
    await letGo?.();
    [sender, letGo] = [null, null];
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
      for (const recorded of await Promise.all(places)) oracle.note(journal.dev, recorded);
    },
    pending: () => journal.pendingCount(),
    async start({ waits, lookup, hub: at, longestBackoffMs = 30, gatherMs = 5, now = Date.now } = {}) {
      await stop();
      const { send, close } = openSend({
        ca: at?.ca ?? null,
        waits: { ...patience, ...waits },
        ...(lookup === undefined ? {} : { lookup }),
      });
      const { line } = await connectHub({
        hub: { ...place, address: at?.address ?? proxy.address, code: null },
        ca: null,
        folder,
        store,
        now,
        send,
      });
      letGo = close;
      sender = startSender({ journal, line, log, now, random, gatherMs, longestBackoffMs });
      return sender;
    },
    stop,
    line: async (now = Date.now) =>
      (await connectHub({ hub: { ...place, code: null }, ca: null, folder, store, now })).line,
    sender: running,
    async failed(times, withinMs = 15_000) {
      const before = Date.now() + withinMs;
      while (running().status().failures < times) {
        if (Date.now() > before) throw new Error(`not failed ${times} times: ${JSON.stringify(running().status())}`);
        await new Promise((soon) => setTimeout(soon, 5));
      }
    },
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

async function openRigHub(beside: boolean, folder: string): Promise<RigHub> {
  const file = join(folder, 'hub.sqlite');
  const start = beside ? startBeside : startHere;
  let running = await start(file, 0);
  const { address } = running;
  const port = Number(new URL(address).port);
  const device = await withDevices(file, (devices) => admitDevice(devices, 'kRIG01'));
  onTestFinished(() => running.stop());
  const child = (): ChildProcess => {
    if (running.child === null) throw new Error('the hub runs in this process');
    return running.child;
  };
  return {
    file,
    address,
    async start(diesAfter) {
      running = await start(file, port, diesAfter);
    },
    stop: () => running.stop(),
    async tamper(rule) {
      const only = ['-P', `${file}-wal`, '-e', `trace=${rule.split(':')[0]}`, '-e', `inject=${rule}`];
      const strace = spawn('strace', ['-f', '-o', '/dev/null', '-p', String(child().pid), ...only], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      // It says when it has attached itself.
      await once(strace.stderr, 'data');
      strace.stderr.resume();
      onTestFinished(() => void strace.kill());
    },
    async ended() {
      const { exitCode, signalCode } = child();
      if (exitCode === null && signalCode === null) await once(child(), 'exit');
    },
    async kill() {
      const ended = once(child(), 'exit');
      child().kill('SIGKILL');
      await ended;
    },
    async peakMemory() {
      const status = await readFile(`/proc/${child().pid}/status`, 'utf8');
      return Number(/VmHWM:\s*(\d+) kB/.exec(status)?.[1]) * 1024;
    },
    code: () => withDevices(file, (devices) => devices.makeCode({ unit: null, replaces: null, by: 'test' })),
    async readAll() {
      const answer = await fetch(`${address}/facts.json`, { headers: { Authorization: 'Bearer read-key-for-tests' } });
      await answer.arrayBuffer();
      return answer.status;
    },
    dev: device.dev,
    authorised: async (body) => pushHeaders(device, address, body),
  };
}

function pushHeaders(device: TestDevice, address: string, body: Buffer): Record<string, string> {
  const signed = device.sign({ method: 'POST', url: address + pushPath, body });
  return { 'Content-Type': 'application/x-ndjson', 'Content-Encoding': 'gzip', ...signed };
}

type Devices = Parameters<typeof admitDevice>[0];

/** What the hub knows of devices, beside the hub that runs. */
async function withDevices<T>(file: string, work: (devices: Devices) => Promise<T>): Promise<T> {
  const opened = await openHubStore({ file });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  try {
    return await work(opened.value.devices);
  } finally {
    await opened.value.close();
  }
}

async function startHere(file: string, port: number) {
  const { address, close } = await startTestHub({ file, port, key: keptSigningKey(`${file}.key`) });
  return { address, stop: close, child: null };
}

async function startBeside(file: string, port: number, diesAfter = 0) {
  const program = join(import.meta.dirname, '../../../hub/testing/hub-beside.ts');
  const child = spawn(process.execPath, [program, file, String(port), String(diesAfter)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // One thread does all that touches files, so that calls can be counted.
    env: { ...process.env, UV_THREADPOOL_SIZE: '1' },
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  return { address: line.toString().trim(), stop, child };
}
