import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import type { ContentFiles } from '../../shared/catalogue/content.ts';
import { contentIndex } from '../../shared/catalogue/schema.ts';
import type { ContentRefusal } from '../../shared/facts/facts.ts';
import { failure, type Result, success } from '../../shared/result.ts';

/**
 * A content pack: one JSON file with everything the kiosk can say, so that it is there whole or not at all. The manifest is
 * kept as the exact text that was signed; it names every file with its hash, so one signature vouches for all of them.
 */
const packFile = z.strictObject({
  manifest: z.string(),
  /** Ed25519 over the manifest's bytes, base64. */
  signature: z.string(),
  files: z.record(z.string(), z.string()),
});

const manifest = z.strictObject({
  format: z.literal(1),
  version: contentIndex.shape.version,
  /** SHA-256 of each file's bytes, hex. */
  files: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
});

export interface Pack {
  version: string;
  files: ContentFiles;
}

/** Why a pack is not taken: the code goes into the record, the sentence to an engineer. */
export interface PackFault {
  why: ContentRefusal;
  sentence: string;
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Makes a new pair of keys as text: the private one stays with whoever packs, the public one goes into terminal.json. */
export function newKeys(): { privateKey: string; publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
  };
}

/** The public key of terminal.json; null when it is not an Ed25519 key. */
export function readPublicKey(text: string): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(text, 'base64'), type: 'spki', format: 'der' });
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}

/** The text of a pack file. */
export function packContent(files: ContentFiles, version: string, privateKey: KeyObject): string {
  const hashes = Object.fromEntries(Object.entries(files).map(([path, text]) => [path, hashOf(text)]));
  const signed = JSON.stringify({ format: 1, version, files: hashes });
  const signature = sign(null, Buffer.from(signed), privateKey).toString('base64');
  return `${JSON.stringify({ manifest: signed, signature, files }, null, 1)}\n`;
}

/** Opens a pack: nothing of it is looked at before its signature and every hash hold. */
export function openPack(text: string, publicKey: KeyObject): Result<Pack, PackFault> {
  const outer = parsed(packFile, text);
  if (outer === null) return failure({ why: 'unreadable', sentence: 'it is not a content pack, or not all of one' });
  const { manifest: signed, signature, files } = outer;
  if (!verify(null, Buffer.from(signed), publicKey, Buffer.from(signature, 'base64')))
    return failure({ why: 'signature', sentence: 'its signature is not of the key in terminal.json' });
  const inner = parsed(manifest, signed);
  if (inner === null) return failure({ why: 'unreadable', sentence: 'its manifest is of another format' });
  const [named, found] = [Object.keys(inner.files).toSorted(), Object.keys(files).toSorted()];
  if (named.join('\n') !== found.join('\n'))
    return failure({ why: 'changed', sentence: 'it holds other files than its manifest names' });
  const changed = Object.entries(files).find(([path, body]) => inner.files[path] !== hashOf(body));
  if (changed !== undefined)
    return failure({ why: 'changed', sentence: `${changed[0]} is not what was signed: it was changed afterwards` });
  return success({ version: inner.version, files });
}

/** Later than: by day, then by the counter as a number. */
export function isNewer(version: string, than: string): boolean {
  const [day = '', count = '0'] = version.split('.');
  const [otherDay = '', otherCount = '0'] = than.split('.');
  return day === otherDay ? Number(count) > Number(otherCount) : day > otherDay;
}

function parsed<S extends z.ZodType>(schema: S, text: string): z.infer<S> | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
