import { statSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openTerminalStore, type TerminalStore } from '../../../db/terminal/store.ts';
import { type Connection, connectHub } from '../../../main/sync/connect-hub.ts';
import { push } from '../../../main/sync/push.ts';
import { startSender } from '../../../main/sync/sender.ts';
import { seeded } from '../../../tools/simulate/random.ts';
import { decide } from '../../../wire/answer.ts';
import { answerParent } from './child.ts';
import { type AnyFact, residentsFacts } from './facts.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
let folder = '';
let store: TerminalStore | null = null;
let connection: Connection | null = null;
let sender: ReturnType<typeof startSender> | null = null;

function opened(): TerminalStore {
  if (store === null) throw new Error('no store is open');
  return store;
}

const recordOne = async ([kind, body]: AnyFact): Promise<unknown> => await opened().journal.record(kind, body);

/**
 * Facts come half a minute apart, as residents leave them: times and ids of facts that are recorded at once are so much alike
 * that they would compress to half of what they take in a hall.
 */
function livelyClocks(count: number, seed: number) {
  const random = seeded(seed);
  const real = { wall: Date.now, steady: performance.now };
  let passed = 0;
  const began = { wall: Date.now() - count * 60_000, steady: performance.now() };
  Date.now = () => began.wall + passed;
  performance.now = () => began.steady + passed;
  return {
    goOn() {
      passed += Math.round(random() * 60_000);
    },
    restore() {
      Date.now = real.wall;
      performance.now = real.steady;
    },
  };
}

/** A terminal's real journal, line and sender in a plain Node process, without a screen. */
const calls = {
  async open(given: { folder: string }) {
    ({ folder } = given);
    const result = await openTerminalStore({ folder, clock: { now: () => Date.now() }, log: silent, ballastBytes: 0 });
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    store = result.value;
  },
  /** Opens and records one fact; the seconds until that came back. */
  async coldStart(given: { folder: string }) {
    const began = performance.now();
    await calls.open(given);
    for (const fact of residentsFacts(1, 1)) await recordOne(fact);
    return (performance.now() - began) / 1000;
  },
  /** Records by 64 callers, each fact at a time of its own. */
  async record({ count, seed }: { count: number; seed: number }) {
    const facts = residentsFacts(count, seed);
    const clocks = livelyClocks(count, seed);
    await Promise.all(
      Array.from({ length: 64 }, async () => {
        for (const fact of facts) {
          clocks.goOn();
          await recordOne(fact);
        }
      }),
    );
    clocks.restore();
  },
  /** The line to a hub, enrolled there, ready to push. */
  async connect({ address, code }: { address: string; code: string }) {
    const hub = { name: address, address, code: { text: code, once: true } };
    connection = await connectHub({ hub, ca: null, folder, store: opened(), now: Date.now });
    const standing = await connection.line.enrol();
    if (standing !== 'enrolled') throw new Error(`not enrolled: ${standing}`);
  },
  /** The real sender until nothing is pending: seconds, and the delay of this process's event loop meanwhile, ms. */
  async drain() {
    if (connection === null) throw new Error('no line');
    const { journal } = opened();
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const began = performance.now();
    sender = startSender({ journal, line: connection.line, log: silent, now: Date.now });
    while (sender.status().lastTriedAt === null || sender.status().busy || sender.status().failures > 0) {
      await new Promise((soon) => setTimeout(soon, 5));
    }
    const seconds = (performance.now() - began) / 1000;
    delay.disable();
    const left = await journal.pendingCount();
    if (left > 0) throw new Error(`${left} facts are left: ${sender.status().lastError}`);
    await sender.stop();
    return { seconds, p50: delay.percentile(50) / 1e6, p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 };
  },
  /** The same push and acknowledgement in batches of one size. */
  async drainBy({ records }: { records: number }) {
    if (connection === null) throw new Error('no line');
    const { line } = connection;
    const { journal } = opened();
    for (;;) {
      const facts = await journal.pending({ records, bytes: 256 * 1024 });
      if (facts === null) return;
      const pending = await journal.pendingCount();
      const signal = new AbortController().signal;
      const outcome = await push(facts, { line, pending, version: '1.0.0', now: Date.now, signal });
      const decision = decide(outcome, { ...facts, hubKey: line.hubKey() }, Date.now());
      if (decision.next !== 'acknowledge') throw new Error(decision.next);
      const { upto, tip } = decision.have;
      await journal.acknowledge({ stream: facts.stream, upto, tip: Buffer.from(tip, 'hex') });
    }
  },
  /** Pushes while facts are being recorded, for a soak; bytes of memory and of the write-ahead log after it. */
  async soak({ count, seed }: { count: number; seed: number }) {
    if (connection === null) throw new Error('no line');
    const { journal } = opened();
    sender ??= startSender({ journal, line: connection.line, log: silent, now: Date.now, gatherMs: 100 });
    await calls.record({ count, seed });
    while ((await journal.pendingCount()) > 0) await new Promise((soon) => setTimeout(soon, 50));
    const file = join(folder, 'terminal.sqlite');
    return {
      rss: process.memoryUsage.rss(),
      wal: statSync(`${file}-wal`).size,
      file: statSync(file).size,
    };
  },
};
export type TerminalCalls = typeof calls;

answerParent(calls, async () => {
  await sender?.stop();
  await connection?.close();
  await store?.close();
});
