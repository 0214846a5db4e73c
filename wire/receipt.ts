import { sign, verify } from 'node:crypto';
import { publicKeyOf, type SigningKey } from './keys.ts';

/** What a hub puts its name to: up to here it has this stream, with this hash, since then. */
export interface Receipted {
  dev: string;
  stream: string;
  upto: number;
  /** 64 hex digits. */
  tip: string;
  /** The hub's clock, ms. */
  at: number;
}

/** The hub's signature, base64. With it neither side can deny afterwards what was delivered. */
export function signReceipt(receipt: Receipted, { privateKey }: SigningKey): string {
  return sign(null, bytesOf(receipt), privateKey).toString('base64');
}

/** `hubKey`: the 32 bytes that the hub gave at enrolment. */
export function receiptHolds(receipt: Receipted, signature: string, hubKey: Buffer): boolean {
  return verify(null, bytesOf(receipt), publicKeyOf(hubKey), Buffer.from(signature, 'base64'));
}

function bytesOf({ dev, stream, upto, tip, at }: Receipted): Buffer {
  return Buffer.from(`hall-sync/1 receipt|${dev}|${stream}|${upto}|${tip}|${at}`);
}
