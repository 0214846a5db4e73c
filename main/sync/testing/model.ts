import type { Knex } from 'knex';
import { readTombstone } from '../../../db/chain.ts';
import { type Landing, openLanding } from '../../../db/hub/landing.ts';
import { hubMigrations } from '../../../db/hub/migrations/index.ts';
import { verifyChains } from '../../../db/hub/verify.ts';
import { watchDisk } from '../../../db/terminal/disk.ts';
import { freezeFacts } from '../../../db/terminal/frozen.ts';
import { type Journal, openJournal, type PendingFacts } from '../../../db/terminal/journal.ts';
import { terminalMigrations } from '../../../db/terminal/migrations/index.ts';
import { purgeUpto } from '../../../db/terminal/purge.ts';
import { copyOf, memoryDatabase } from '../../../db/testing/memory.ts';
import { keptLog, someFact } from '../../../db/testing/temporary.ts';
import { pushLimits } from '../../../shared/sync/wire.ts';
import { decide } from '../../../wire/answer.ts';
import type { PushOutcome } from '../../../wire/outcome.ts';
import { heed } from '../heed.ts';

/**
 * What may happen next. A number picks one of the messages under way, or of the hub's old copies: any order, and any
 * answer for any push, so messages are lost, doubled, late, reordered and mistaken for each other.
 */
export type Step =
  | { does: 'record'; count: number }
  /** The sender gives up what it waits for, if it does, and pushes what is pending. */
  | { does: 'push'; most: number }
  | { does: 'request arrives' | 'request is lost' | 'request is doubled'; pick: number }
  | { does: 'answer arrives' | 'answer is lost' | 'answer is doubled'; pick: number }
  | { does: 'crash' }
  | { does: 'hub is copied' }
  | { does: 'hub is restored'; pick: number }
  | { does: 'clock jumps'; ms: number }
  /** The terminal lets go of what the hub has, but for the last few. */
  | { does: 'purge'; keep: number };

const dev = 'kTEST1';
const said = { clock: null, pending: 0, app: '' };
const hubTables = ['landing', 'device_stream', 'fork_evidence', 'device_event'];

/** The databases, kept from schedule to schedule and emptied before each. */
export async function openWorlds() {
  const ofTerminal = await memoryDatabase(terminalMigrations);
  const ofHub = await memoryDatabase(hubMigrations);
  return {
    /** Runs one schedule, then heals the network. Throws in words what does not hold. */
    async run(steps: Step[]): Promise<void> {
      for (const table of ['fact', 'gap', 'milestone', 'receipt', 'stream']) await ofTerminal(table).delete();
      for (const table of hubTables) await ofHub(table).delete();
      const world = await openWorld(ofTerminal, ofHub);
      try {
        for (const step of steps) await world.happens(step);
        await world.heals();
      } finally {
        await world.close();
      }
    },
    async close() {
      await ofTerminal.destroy();
      await ofHub.destroy();
    },
  };
}

/** The real journal, the real reading of answers and the real landing; the network, the crashes and the copies are the model's. */
async function openWorld(ofTerminal: Knex, ofHub: Knex) {
  const landing: Landing = openLanding(ofHub, 1);
  /** Of the terminal; it may say anything. */
  let clock = 1_750_000_000_000;
  let hubClock = 1;
  let journal: Journal = await start();
  let waitsFor: PendingFacts | null = null;
  const requests: PendingFacts[] = [];
  const answers: PushOutcome[] = [];
  const copies: (() => Promise<void>)[] = [];
  /** The model: what was promised, in its order, and what each stream ever had durable at the hub. */
  const promised: string[] = [];
  const everDurable = new Map<string, number>();
  let wasRestored = false;
  let purgedUpto = 0;

  function start(): Promise<Journal> {
    const now = (): number => clock;
    const disk = watchDisk({ folder: '', log: keptLog(), ballastBytes: 0 });
    return openJournal({
      database: ofTerminal,
      disk,
      dev,
      freeze: freezeFacts({ boot: 'boot', now }),
      now,
      log: keptLog(),
    });
  }

  async function arrives({ stream, from, previous, lines }: PendingFacts): Promise<void> {
    hubClock += 1;
    const landed = await landing.land({ dev, stream, from, previous, lines, said }, hubClock);
    if (landed.code === 'fork') throw new Error('a fork, and nobody ever had other bytes');
    const have = { s: stream, upto: landed.have.upto, tip: landed.have.tip.toString('hex') };
    const lim = { rec: pushLimits.records, kb: pushLimits.kilobytes };
    const answer =
      landed.code === 'landed'
        ? {
            status: 200,
            body: { p: 1, hub: 'model', have, quar: landed.quarantined, t: hubClock, next_ms: 0, lim, rcpt: '' },
          }
        : { status: 409, body: { error: landed.code, have } };
    everDurable.set(stream, Math.max(everDurable.get(stream) ?? 0, have.upto));
    answers.push({
      got: 'answer',
      status: answer.status,
      contentType: 'application/json',
      retryAfter: null,
      body: JSON.stringify(answer.body),
      tookMs: 1,
      sent: clock,
      received: clock,
    });
    await hubHolds();
  }

  async function isAnswered(answer: PushOutcome): Promise<void> {
    const sent = waitsFor;
    if (sent === null) return;
    waitsFor = null;
    const decision = decide(answer, { ...sent, hubKey: null }, clock);
    if (decision.next === 'acknowledge' || decision.next === 'rewind' || decision.next === 'fork')
      await heed(journal, decision, sent);
    const streams: { stream: string; acked: number }[] = await ofTerminal('stream').select('stream', 'acked');
    for (const { stream, acked } of streams) {
      if (acked > (everDurable.get(stream) ?? 0))
        throw new Error(`I8: ${acked} count as delivered, the hub never had more than ${everDurable.get(stream) ?? 0}`);
    }
  }

  /**
   * I2, I3: without a gap, nothing twice, in the terminal's order; a tombstone only for what was purged. There is one stream
   * as long as nobody has other bytes, so a sequence is a place in what was promised. Returns how much of it is there.
   */
  async function hubHolds(): Promise<number> {
    const rows: { seq: number; span: number; body: Buffer }[] = await ofHub('landing').orderBy('seq');
    let upto = 0;
    for (const { seq, span, body } of rows) {
      if (seq !== upto + 1) throw new Error(`I3: ${seq} follows ${upto}`);
      upto = seq + span - 1;
      if (readTombstone(body) !== null) {
        if (upto > purgedUpto) throw new Error(`I1: ${upto} is declared lost and never was`);
      } else if (ridIn(body) !== promised[seq - 1]) {
        throw new Error(`I3: another fact has the place ${seq}`);
      }
    }
    if (upto > promised.length) throw new Error('I2: the hub has more than was promised');
    return upto;
  }

  /** I4: every hash at the hub anew. */
  async function chainHolds(): Promise<void> {
    const [fault] = (await verifyChains(ofHub)).faults;
    if (fault !== undefined) throw new Error(`I4: ${fault.what} at ${fault.seq}`);
  }

  async function purge(keep: number): Promise<void> {
    const tips: { stream: string; acked: number }[] = await ofTerminal('stream').select('stream', 'acked');
    for (const { stream, acked } of tips) {
      const last: { seq: number; h: Buffer } | undefined = await ofTerminal('fact')
        .where({ stream, seq: acked - keep })
        .first('seq', 'h');
      if (last === undefined) continue;
      await journal.between((trx) => purgeUpto(trx, stream, last));
      purgedUpto = Math.max(purgedUpto, last.seq);
    }
  }

  async function happens(step: Step): Promise<void> {
    switch (step.does) {
      case 'record': {
        const places = await Promise.all(
          Array.from({ length: step.count }, () => journal.record('difficulty.reported', someFact)),
        );
        promised.push(...places.map(({ rid }) => rid));
        return;
      }
      case 'push': {
        waitsFor = await journal.pending({ records: step.most, bytes: 1_000_000 });
        if (waitsFor !== null) requests.push(waitsFor);
        return;
      }
      case 'request arrives':
        for (const request of taken(requests, step.pick)) await arrives(request);
        return;
      case 'request is doubled':
        return void requests.push(...seen(requests, step.pick));
      case 'request is lost':
        return void taken(requests, step.pick);
      case 'answer arrives':
        for (const answer of taken(answers, step.pick)) await isAnswered(answer);
        return;
      case 'answer is doubled':
        return void answers.push(...seen(answers, step.pick));
      case 'answer is lost':
        return void taken(answers, step.pick);
      case 'crash':
        waitsFor = null;
        await journal.close();
        journal = await start();
        return;
      case 'hub is copied':
        return void copies.push(await copyOf(ofHub, hubTables));
      case 'hub is restored':
        for (const restore of seen(copies, step.pick)) {
          await restore();
          wasRestored = true;
        }
        return;
      case 'clock jumps':
        clock += step.ms;
        return;
      case 'purge':
        await purge(step.keep);
    }
  }

  /** I5: what arrives is answered and the answer arrives; in so many pushes everything must be there (I1). */
  async function heals(): Promise<void> {
    requests.length = 0;
    answers.length = 0;
    for (let pushes = 0; pushes < 2 * promised.length + 10; pushes += 1) {
      await happens({ does: 'push', most: 100 });
      if (waitsFor === null) {
        const missing = promised.length - (await hubHolds());
        if (missing === 0) return await chainHolds();
        // A hub that was set back is found out at the next push, and not before.
        if (!wasRestored) throw new Error(`I1: nothing is pending and the hub lacks ${missing}`);
        wasRestored = false;
        await happens({ does: 'record', count: 1 });
        continue;
      }
      await happens({ does: 'request arrives', pick: 0 });
      await happens({ does: 'answer arrives', pick: 0 });
    }
    throw new Error(`I5: ${await journal.pendingCount()} still pending`);
  }

  return { happens, heals, close: () => journal.close() };
}

function ridIn(body: Buffer): string {
  return (JSON.parse(body.toString('utf8')) as { rid: string }).rid;
}

/** The picked one, if there are any. */
function seen<T>(list: T[], pick: number): T[] {
  const one = list[pick % list.length];
  return one === undefined ? [] : [one];
}

function taken<T>(list: T[], pick: number): T[] {
  return list.length === 0 ? [] : list.splice(pick % list.length, 1);
}
