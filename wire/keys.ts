import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { writeDurably } from './write-durably.ts';

/** A device's or a hub's key: the private half, and the public half as the 32 bytes that stand for it everywhere. */
export interface SigningKey {
  privateKey: KeyObject;
  publicBytes: Buffer;
}

/** What stands before the 32 bytes of an Ed25519 public key in DER (RFC 8410). */
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex');

export function newSigningKey(): SigningKey {
  return withPublicBytes(generateKeyPairSync('ed25519').privateKey);
}

/** The key kept in this file; null when there is none. Throws when the file holds something else. */
export function readSigningKey(file: string): SigningKey | null {
  return existsSync(file) ? withPublicBytes(createPrivateKey(readFileSync(file))) : null;
}

/** Keeps a key in a file that only its owner reads; on disk when it returns, or the old one still is. */
export function keepSigningKey(file: string, { privateKey }: SigningKey): void {
  writeDurably(file, privateKey.export({ type: 'pkcs8', format: 'pem' }));
}

/** The key of this file, made when there is none yet. */
export function keptSigningKey(file: string): SigningKey {
  const kept = readSigningKey(file);
  if (kept !== null) return kept;
  const key = newSigningKey();
  keepSigningKey(file, key);
  return key;
}

/** `next` takes the place of `file`: one rename, so that there is a key at every moment. */
export function replaceKeyFile(file: string, next: string): void {
  renameSync(next, file);
}

/** Throws on anything but the 32 bytes of a public key. */
export function publicKeyOf(bytes: Buffer): KeyObject {
  return createPublicKey({ key: Buffer.concat([spkiHead, bytes]), format: 'der', type: 'spki' });
}

/** Six digits that two people read to each other: the same key stands on both screens. */
export function fingerprintOf(publicBytes: Buffer): string {
  const number = createHash('sha256').update(publicBytes).digest().readUInt32BE(0) % 1_000_000;
  return String(number).padStart(6, '0');
}

function withPublicBytes(privateKey: KeyObject): SigningKey {
  const der = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return { privateKey, publicBytes: der.subarray(spkiHead.length) };
}
