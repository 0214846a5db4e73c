import type { Knex } from 'knex';
import { chainNext, chainStart, readTombstone } from '../chain.ts';

/** A place where what the hub holds is not what the terminal sent, or not all of it. */
export interface ChainFault {
  dev: string;
  stream: string;
  seq: number;
  /** changed: its bytes or its hash. missing: no such record, or more from there. watermark: the end of the stream is not where it is said to be. */
  what: 'changed' | 'missing' | 'watermark';
}

export interface Verified {
  streams: number;
  facts: number;
  faults: ChainFault[];
}

/** Records read at a time. */
const pageSize = 1000;

/** Computes every hash of every stream anew and names each record that does not fit its chain. Reads, and writes nothing. */
export async function verifyChains(database: Knex): Promise<Verified> {
  const known: StreamRow[] = await database('device_stream')
    .select('dev', 'stream', 'upto', 'tip')
    .orderBy(['dev', 'stream']);
  const landed: { dev: string; stream: string }[] = await database('landing').distinct('dev', 'stream');
  const isKnown = new Set(known.map(({ dev, stream }) => `${dev} ${stream}`));
  const faults: ChainFault[] = landed
    .filter(({ dev, stream }) => !isKnown.has(`${dev} ${stream}`))
    .map(({ dev, stream }) => ({ dev, stream, seq: 0, what: 'watermark' }));
  let facts = 0;
  for (const row of known) {
    const verified = await verifyStream(database, row);
    facts += verified.facts;
    faults.push(...verified.faults);
  }
  return { streams: known.length, facts, faults };
}

interface StreamRow {
  dev: string;
  stream: string;
  upto: number | string;
  tip: Buffer;
}

async function verifyStream(database: Knex, { dev, stream, upto, tip }: StreamRow) {
  const faults: ChainFault[] = [];
  const fault = (seq: number, what: ChainFault['what']): number => faults.push({ dev, stream, seq, what });
  let last = 0;
  let facts = 0;
  // After a fault either hash may be the true one: the computed one when the kept hash was changed, else the kept one.
  let before = [chainStart(dev, stream)];
  for (;;) {
    const rows: { seq: number | string; span: number | string; body: Buffer; h: Buffer }[] = await database('landing')
      .where({ dev, stream })
      .andWhere('seq', '>', last)
      .orderBy('seq')
      .limit(pageSize)
      .select('seq', 'span', 'body', 'h');
    if (rows.length === 0) break;
    for (const { seq, span, body, h } of rows) {
      const follows = last + 1 === Number(seq);
      if (!follows) fault(last + 1, 'missing');
      const gap = readTombstone(body);
      const computed = gap === null ? before.map((hash) => chainNext(hash, body)) : [Buffer.from(gap.h, 'hex')];
      const holds = computed.some((hash) => hash.equals(h)) && Number(span) === (gap?.n ?? 1);
      if (!holds && follows) fault(Number(seq), 'changed');
      before = holds ? [h] : [h, ...computed];
      last = Number(seq) + Number(span) - 1;
      facts += 1;
    }
  }
  if (last !== Number(upto) || !before.some((hash) => hash.equals(tip))) fault(Number(upto), 'watermark');
  return { facts, faults };
}
