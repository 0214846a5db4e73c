import { createHash } from 'node:crypto';
import { type Tombstone, tombstone } from '../shared/sync/tombstone.ts';

/**
 * The hash chain over a stream of facts: h[n] = SHA-256(h[n-1] || uint32be(length) || bytes), so that no record can be
 * changed, dropped or moved without every later hash changing. h[0] binds the chain to its device and stream.
 */
export function chainStart(dev: string, stream: string): Buffer {
  return createHash('sha256').update(`hall-sync/1${dev}${stream}`).digest();
}

/** The hash after one more record. */
export function chainNext(previous: Buffer, bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return createHash('sha256').update(previous).update(length).update(bytes).digest();
}

const gapOpening = Buffer.from('{"_t":');

/** The tombstone that a line of a push is; null for a record. */
export function readTombstone(line: Buffer): Tombstone | null {
  if (!line.subarray(0, gapOpening.length).equals(gapOpening)) return null;
  try {
    const parsed = tombstone.safeParse(JSON.parse(line.toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** The hash and the sequence after one more line of a push: a record, or a tombstone that says where the chain goes on. */
export function chainOver({ seq, h }: ChainPlace, line: Buffer): ChainPlace {
  const gap = readTombstone(line);
  return gap === null ? { seq: seq + 1, h: chainNext(h, line) } : { seq: seq + gap.n, h: Buffer.from(gap.h, 'hex') };
}

/** A place in a stream: a sequence, and the hash after it. */
export interface ChainPlace {
  seq: number;
  h: Buffer;
}
