import { randomBytes, randomInt } from 'node:crypto';
import type { Knex } from 'knex';
import { chainStart } from '../chain.ts';

const base32 = 'abcdefghijklmnopqrstuvwxyz234567';
/** Crockford's alphabet: nothing that can be read as something else. */
const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Where a stream stands: last sequence, hash after it, and up to where a hub has it. */
export interface StreamTip {
  stream: string;
  seq: number;
  tip: Buffer;
  acked: number;
}

/** A name for a new stream: 8 random bytes, so that a rebuilt database can never be taken for the old one. */
function newStreamName(): string {
  const bits = [...randomBytes(8)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => base32[Number.parseInt(five.padEnd(5, '0'), 2)] ?? '').join('');
}

/** A terminal's id until a hub gives it one: 'k' and five characters. */
export function newDeviceName(): string {
  return `k${Array.from({ length: 5 }, () => crockford[randomInt(crockford.length)]).join('')}`;
}

/** Begins a stream; the youngest one is the one that is written to. */
export async function beginStream(database: Knex, begun: number): Promise<string> {
  const stream = newStreamName();
  await database('stream').insert({ stream, begun });
  return stream;
}

/** Streams with what a hub does not have yet, oldest first, then the one being written to. */
export async function streamTips(database: Knex, dev: string): Promise<StreamTip[]> {
  const streams: { stream: string; acked: number }[] = await database('stream')
    .select('stream', 'acked')
    .orderBy(['begun', 'rowid']);
  const tips: StreamTip[] = [];
  for (const { stream, acked } of streams) {
    const last: { seq: number; h: Buffer } | undefined = await database('fact')
      .where({ stream })
      .orderBy('seq', 'desc')
      .first('seq', 'h');
    tips.push({ stream, acked, seq: last?.seq ?? 0, tip: last?.h ?? chainStart(dev, stream) });
  }
  return tips;
}
