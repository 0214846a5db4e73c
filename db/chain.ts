import { createHash } from 'node:crypto';

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
