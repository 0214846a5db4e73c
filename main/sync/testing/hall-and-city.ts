import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { HubPlace } from '../../../db/hub/store.ts';
import type { TerminalStore } from '../../../db/terminal/store.ts';
import { keptLog, openStore, someFact, temporaryFolder } from '../../../db/testing/temporary.ts';
import { joinCity } from '../../../hub/relay/join-city.ts';
import { startTestHub, type TestHub } from '../../../hub/testing/test-hub.ts';
import { keptSigningKey } from '../../../wire/keys.ts';
import { openSend, type Send } from '../../../wire/send.ts';
import { connectHub } from '../connect-hub.ts';
import type { HubLine } from '../hub-line.ts';
import { type Sender, startSender } from '../sender.ts';

/** A hub that can be stopped and started again under its address. */
export interface Standing {
  hub: TestHub;
  folder: string;
  place: HubPlace;
  stop(): Promise<void>;
  start(at?: HubPlace): Promise<void>;
}

/** A hall's hub, which passes facts on. */
export interface Hall extends Standing {
  /** What it told whoever runs it. */
  alarms: string[];
  /** Joins the city anew, with a new code. Returns the city's word against it; null: there is none. */
  join(): Promise<string | null>;
}

/** A terminal with everything that the product has, but for the waits. */
export interface Terminal {
  dev(): string;
  store: TerminalStore;
  line: HubLine;
  sender: Sender;
  record(count: number): Promise<void>;
  /** Waits until its hub has everything. */
  drained(): Promise<void>;
  /** Stops sending. */
  stop(): Promise<void>;
  /** Stops, and lets its disk go. */
  close(): Promise<void>;
}

const fileIn = (folder: string): HubPlace => ({ file: join(folder, 'hub.sqlite') });

export async function startCity(place?: HubPlace): Promise<Standing> {
  const folder = temporaryFolder();
  return await standing({ folder, place: place ?? fileIn(folder), upstreamOf: () => null });
}

/** A hall that has joined this city. `joined` false: it keeps its facts to itself until it joins and starts again. */
export async function startHall(
  city: Standing,
  {
    place,
    joined = true,
    through = (send) => send,
  }: { place?: HubPlace; joined?: boolean; through?: (send: Send) => Send } = {},
): Promise<Hall> {
  const folder = temporaryFolder();
  const { address } = city.hub;
  const alarms: string[] = [];
  const { send, close } = openSend();
  onTestFinished(close);
  let identity: Extract<Awaited<ReturnType<typeof joinCity>>, { ok: true }>['value'] | null = null;
  const enter = async (): Promise<string | null> => {
    const code = await city.hub.code('relay');
    const answer = await joinCity({ folder, address, code, send, now: Date.now });
    if (!answer.ok) return answer.error;
    identity = answer.value;
    return null;
  };
  if (joined) await enter();
  const paces = { sweepMs: 100, longestMs: 150 };
  const upstreamOf = () =>
    identity === null
      ? null
      : { address, ca: null, identity, alarm: (line: string) => alarms.push(line), paces, through };
  const hall = await standing({ folder, place: place ?? fileIn(folder), upstreamOf });
  return {
    ...hall,
    get hub() {
      return hall.hub;
    },
    alarms,
    join: enter,
  };
}

async function standing({
  folder,
  place,
  upstreamOf,
}: {
  folder: string;
  place: HubPlace;
  upstreamOf: () => Parameters<typeof startTestHub>[0]['upstream'];
}): Promise<Standing> {
  const key = keptSigningKey(join(folder, 'hub-key.pem'));
  const begin = (at: HubPlace, port: number) =>
    startTestHub({ ...at, port, key, folder, upstream: upstreamOf() ?? null });
  let hub = await begin(place, 0);
  const port = Number(new URL(hub.address).port);
  onTestFinished(() => hub.close());
  return {
    get hub() {
      return hub;
    },
    folder,
    place,
    stop: () => hub.close(),
    async start(at = place) {
      await hub.close();
      hub = await begin(at, port);
    },
  };
}

/** A terminal of this hub; with a folder, and perhaps its open store, one that was elsewhere before: its facts and its key. */
export async function startTerminal(
  { hub }: Standing,
  { folder = temporaryFolder(), store: opened }: { folder?: string; store?: TerminalStore } = {},
): Promise<Terminal & { folder: string }> {
  const store = opened ?? (await openStore({ folder }));
  let open = opened === undefined;
  const { address } = hub;
  const code = { text: await hub.code(), once: true };
  const { line, close } = await connectHub({
    hub: { name: address, address, code },
    ca: null,
    folder,
    store,
    now: Date.now,
  });
  const { journal } = store;
  const sender = startSender({ journal, line, log: keptLog(), now: Date.now, gatherMs: 5, longestBackoffMs: 50 });
  const stop = async (): Promise<void> => {
    await sender.stop();
    await close();
  };
  const closeAll = async (): Promise<void> => {
    await stop();
    if (open) await store.close();
    open = false;
  };
  onTestFinished(closeAll);
  return {
    folder,
    store,
    line,
    sender,
    stop,
    close: closeAll,
    dev: () => journal.dev,
    async record(count) {
      await Promise.all(Array.from({ length: count }, () => journal.record('difficulty.reported', someFact)));
    },
    drained: () => until(async () => (await journal.pendingCount()) === 0),
  };
}

/** Waits until it is so; throws when it does not become so. */
export async function until(isSo: () => boolean | Promise<boolean>, withinMs = 15_000): Promise<void> {
  const before = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > before) throw new Error(`not within ${withinMs} ms`);
    await new Promise((soon) => setTimeout(soon, 10));
  }
}

/** Every fact of a hub by its place in its stream, as its bytes are, in order. */
export async function everythingAt({ hub }: Standing): Promise<string[]> {
  const facts = await hub.store.landing.all(1_000_000);
  const place = (seq: number): string => String(seq).padStart(6, '0');
  return facts.map(({ dev, stream, seq, line }) => `${dev} ${stream} ${place(seq)} ${line}`).sort();
}

/** What happened to devices at a hub, by its name. */
export async function eventsAt({ hub }: Standing, event: string): Promise<string[]> {
  const events = await hub.store.devices.events(10_000);
  return events.filter((each) => each.event === event).map(({ dev, detail }) => `${dev} ${detail ?? ''}`);
}
