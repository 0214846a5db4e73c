import { randomUUID } from 'node:crypto';
import type { Recorded } from '../../db/terminal/journal.ts';
import { openTerminalStore, type TerminalStore } from '../../db/terminal/store.ts';
import { type Connection, connectHub } from '../../main/sync/connect-hub.ts';
import type { HubPlace } from '../../main/sync/hub-line.ts';
import { startSender } from '../../main/sync/sender.ts';
import type { FactBody, FactKind } from '../../shared/facts/facts.ts';
import type { Send } from '../../wire/send.ts';
import { pick, type Random } from './random.ts';

/** What the outside knows of one terminal: every fact that `record` returned for, in that order. */
export interface Witness {
  dev: string;
  rids: string[];
}

const services = ['dang-ky-tam-tru', 'tach-ho', 'dinh-danh-dien-tu', 'cap-doi-can-cuoc'] as const;
const difficulties = ['D01', 'D02', 'D05', 'D11', 'D20'] as const;
const quietLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A terminal's real journal and sender, without a screen. */
export async function openTerminal({
  folder,
  hub,
  send,
  random,
  chance,
}: {
  folder: string;
  hub: HubPlace;
  send: Send;
  /** What residents do. */
  random: Random;
  /** When is tried again. */
  chance: Random;
}) {
  const witness: Witness = { dev: '', rids: [] };
  let store: TerminalStore;
  let connection: Connection;
  let sender: ReturnType<typeof startSender>;

  async function start(): Promise<void> {
    const opened = await openTerminalStore({ folder, clock: { now: Date.now }, log: quietLog, ballastBytes: 0 });
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    store = opened.value;
    witness.dev = store.journal.dev;
    connection = await connectHub({ hub, ca: null, folder, store, now: Date.now, send });
    sender = startSender({
      journal: store.journal,
      line: connection.line,
      log: quietLog,
      now: Date.now,
      random: chance,
      firstAfterMs: chance() * 500,
      gatherMs: 200,
      // A day's outages in minutes: waits are shorter as well.
      longestBackoffMs: 3000,
    });
  }
  async function stop(): Promise<void> {
    await sender.stop();
    await connection.close();
    // The hub may have given it another name.
    witness.dev = store.journal.dev;
    await store.close();
  }
  async function record<K extends FactKind>(kind: K, body: FactBody<K>): Promise<void> {
    const { rid }: Recorded = await store.journal.record(kind, body);
    witness.rids.push(rid);
  }

  await start();
  return {
    witness,
    stop,
    pending: async () => await store.journal.pendingCount(),
    /** It is switched off and on again. */
    async restart() {
      await stop();
      await start();
    },
    /** What one resident leaves: some difficulties, perhaps a call for help, an end, perhaps a rating. */
    async visit() {
      const visit = randomUUID();
      const service = pick(random, services);
      const met = Math.floor(random() * 3);
      for (let count = 0; count < met; count += 1) {
        const difficulty = pick(random, difficulties);
        await record('difficulty.reported', { visit, difficulty, service, step: 'log-in' });
        await record('difficulty.answered', { visit, difficulty, solved: random() < 0.6 });
      }
      const steps = ['log-in', 'choose-agency', 'review'].map((step) => ({ step, seconds: 40, exit: 'next' }) as const);
      await record('visit.closed', {
        visit,
        ending: 'completed',
        language: 'vi',
        seconds: 240,
        service,
        steps,
        difficulties: met,
        helpCalls: 0,
      });
      if (random() < 0.5) await record('visit.rated', { visit, rating: 1 + Math.floor(random() * 5) });
    },
  };
}
