import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { type Random, seeded } from '../../../tools/simulate/random.ts';
import { messageReader } from './http-messages.ts';

/** What ends a connection: a FIN; a RST, as from a machine that restarted; or nothing at all any more (the cable is out). */
type End = 'close' | 'reset' | 'silence';

/** What the line does to one connection. Empty: nothing. Bytes are counted from the connection's first, in each direction. */
export interface Plan {
  /** Each way, ms. */
  latencyMs?: number;
  /** Of the whole line, each way, bytes/s. */
  rate?: number;
  /** After so many bytes up, or down; with `after: 0`, as soon as the first byte comes. `down: { after: 0 }` loses an answer. */
  up?: { after: number; by: End };
  down?: { after: number; by: End };
  /** Which byte arrives with one bit turned. */
  corrupt?: { up?: number; down?: number };
  /** Every answer of the hub arrives twice. */
  twice?: boolean;
  /** The hub's answers say that the connection ends: each request then gets a connection, and so a plan, of its own. */
  single?: boolean;
  /** What is said in the hub's place to a whole request, and then the connection closed; null: the hub answers this one. */
  answer?: (request: Buffer) => string | Buffer | null;
}

/** The plan of each connection, by its number since the planner was set and by the proxy's seed. */
type Planner = (connection: number, random: Random) => Plan;

export interface ChaosProxy {
  /** http://127.0.0.1:port; stays the same. */
  address: string;
  /** What passed so far, for tests and benchmarks: bytes on the line, whole HTTP/1.1 requests, connections. */
  passed: { up: number; down: number; requests: number; connections: number };
  /** Whole answers as the hub gave them, oldest first; those of the last 100 requests. */
  answers: Buffer[];
  /** Connections that are open from the terminal's side. */
  open(): number;
  /** Treats every connection from now on so; those that are open are reset. */
  treat(plan: Plan | Planner): void;
  /** Nobody listens any more: connections are refused until `listen`. */
  refuse(): Promise<void>;
  listen(): Promise<void>;
  close(): Promise<void>;
}

/** Bytes on the way at once: what a packet carries. */
const packet = 1400;
/** A slow line reads no further ahead than so many ms. */
const queueMs = 200;
const mostAnswers = 100;

/** A bad line between a terminal and the hub at 127.0.0.1:`port`. The same seed and the same connections give the same faults. */
export async function openChaosProxy({ port, seed = 1 }: { port: number; seed?: number }): Promise<ChaosProxy> {
  const random = seeded(seed);
  const passed = { up: 0, down: 0, requests: 0, connections: 0 };
  const answers: Buffer[] = [];
  const clients = new Set<Socket>();
  const hubs = new Set<Socket>();
  /** Until when the line is taken, ms. */
  const busyUntil = { up: 0, down: 0 };
  let planner: Planner = () => ({});
  let connection = 0;

  const server = createServer({ noDelay: true }, (client) => {
    const plan = planner(connection, random);
    connection += 1;
    passed.connections += 1;
    clients.add(client);
    client.once('close', () => clients.delete(client));
    const hub = connect({ host: '127.0.0.1', port, noDelay: true });
    hubs.add(hub);
    hub.once('close', () => hubs.delete(hub));
    const line = openLine(client, hub);
    const toHub = line.direction('up', plan, (bytes) => hub.write(bytes));
    const toClient = line.direction('down', plan, (bytes) => client.write(bytes));

    const request = messageReader((message) => {
      passed.requests += 1;
      if (plan.answer === undefined) return;
      const said = plan.answer(message);
      if (said === null) toHub.carry(message, client);
      else client.end(said);
    });
    const answer = messageReader((message) => {
      answers.push(Buffer.from(message));
      if (answers.length > mostAnswers) answers.shift();
      if (plan.twice === true) toClient.carry(Buffer.concat([message, message]), hub);
    });
    client.on('data', (chunk) => {
      request(chunk);
      if (plan.answer === undefined) toHub.carry(chunk, client);
    });
    hub.on('data', (chunk) => {
      answer(chunk);
      if (plan.twice !== true) toClient.carry(plan.single === true ? lastOfItsConnection(chunk) : chunk, hub);
    });
    client.once('end', () => toHub.end(() => hub.end()));
    hub.once('end', () => toClient.end(() => client.end()));
    client.once('error', () => hub.destroy());
    client.once('close', () => {
      if (line.isCut()) hub.destroy();
      else toHub.end(() => hub.end());
    });
    hub.once('error', () => client.resetAndDestroy());
  });

  /** The two directions of one connection; when it is cut, both are. */
  function openLine(client: Socket, hub: Socket) {
    let cut: End | null = null;
    function end(by: End): void {
      cut = by;
      if (by === 'silence') return;
      if (by === 'reset') client.resetAndDestroy();
      else client.end();
      hub.destroy();
    }
    return {
      isCut: () => cut !== null,
      direction(way: 'up' | 'down', plan: Plan, write: (bytes: Buffer) => void) {
        const { latencyMs = 0, rate, corrupt } = plan;
        const queue: (() => void)[] = [];
        let seen = 0;

        function deliver(bytes: Buffer): void {
          if (cut !== null) return;
          const limit = plan[way];
          const through = limit === undefined ? bytes : bytes.subarray(0, Math.max(0, limit.after - seen));
          const turned = (corrupt?.[way] ?? -1) - seen;
          seen += bytes.length;
          passed[way] += through.length;
          if (through.length > 0)
            write(turned >= 0 && turned < through.length ? withBitTurned(through, turned) : through);
          if (limit !== undefined && seen >= limit.after) end(limit.by);
        }
        /** Whatever the timers' order, what comes first is delivered first. */
        function later(ms: number, deed: () => void): void {
          queue.push(deed);
          if (ms <= 0 && queue.length === 1) queue.shift()?.();
          else setTimeout(() => queue.shift()?.(), ms);
        }
        const waitMs = (): number => (rate === undefined ? 0 : Math.max(0, busyUntil[way] - performance.now()));
        function take(bytes: number): void {
          if (rate !== undefined) busyUntil[way] = performance.now() + waitMs() + (bytes / rate) * 1000;
        }
        return {
          carry(chunk: Buffer, from: Socket): void {
            for (let at = 0; at < chunk.length; at += packet) {
              const bytes = chunk.subarray(at, at + packet);
              take(bytes.length);
              later(waitMs() + latencyMs, () => deliver(bytes));
            }
            if (waitMs() <= queueMs) return;
            from.pause();
            setTimeout(() => from.resume(), waitMs() - queueMs);
          },
          end(deed: () => void): void {
            later(waitMs() + latencyMs, () => {
              if (cut === null) deed();
            });
          },
        };
      },
    };
  }

  async function listen(at: number): Promise<void> {
    server.listen(at, '127.0.0.1');
    await once(server, 'listening');
  }
  function resetAll(): void {
    for (const client of clients) client.resetAndDestroy();
  }
  async function refuse(): Promise<void> {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    resetAll();
    await closed;
  }
  await listen(0);
  const own = (server.address() as AddressInfo).port;
  return {
    address: `http://127.0.0.1:${own}`,
    passed,
    answers,
    open: () => clients.size,
    treat(plan) {
      planner = typeof plan === 'function' ? plan : () => plan;
      connection = 0;
      busyUntil.up = 0;
      busyUntil.down = 0;
      resetAll();
    },
    refuse,
    listen: () => listen(own),
    async close() {
      await refuse();
      // What is still on its way is nobody's any more.
      for (const hub of hubs) hub.destroy();
    },
  };
}

function withBitTurned(bytes: Buffer, place: number): Buffer {
  const turned = Buffer.from(bytes);
  turned.writeUInt8(turned.readUInt8(place) ^ 1, place);
  return turned;
}

/** Tells the terminal that the connection ends after this answer; as long as before, so that places of bytes stay. */
function lastOfItsConnection(chunk: Buffer): Buffer {
  const text = chunk.toString('latin1');
  return Buffer.from(
    text.replace(/^(HTTP\/1\.1 [\s\S]*?\r\nconnection: )keep-alive\r\n/i, '$1close     \r\n'),
    'latin1',
  );
}
