import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { type FileHandle, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { faultWord } from '../../shared/fault.ts';
import { failure, type Result, success } from '../../shared/result.ts';
import { blobPath, type ContentItem } from '../../shared/sync/feeds.ts';
import type { HubLine } from '../sync/hub-line.ts';

/** Why a pack is not here yet. The content that is here stays as it was, whichever it is. */
export type FetchTrouble =
  /** The hub did not give it, or not all of it: what came is kept and goes on from there the next time. */
  | { code: 'cut' }
  | { code: 'status'; status: number }
  /** What came is not what was promised. */
  | { code: 'hash' }
  /** The disk refused. */
  | { code: 'disk'; reason: string };

/** What is done to the disk; a test has others that refuse. */
export interface PackDisk {
  write(file: FileHandle, bytes: Uint8Array): Promise<unknown>;
  rename(from: string, to: string): Promise<void>;
}
const realDisk: PackDisk = { write: async (file, bytes) => await file.appendFile(bytes), rename };

/** What is asked for at once: a slow line brings it in half a minute, and no more than this is lost when it is cut. */
const partBytes = 256 * 1024;

/** Where load-content.ts finds it at the next start; one name, so that an older one makes room. */
const packName = 'from-hub.pack';

/**
 * Brings a content pack that the hub announced into `<folder>/content`, whole and with the right hash, or not at all. Its
 * signature and its age are looked at when it is loaded. `here`: it was there already.
 */
export async function fetchPack({
  item: { sha256, size },
  folder,
  ask,
  signal,
  disk = realDisk,
  atOnce = partBytes,
}: {
  item: ContentItem;
  folder: string;
  /** The terminal's line to its hub. */
  ask: HubLine['ask'];
  signal: AbortSignal;
  disk?: PackDisk;
  /** Bytes of one request. */
  atOnce?: number;
}): Promise<Result<'fetched' | 'here', FetchTrouble>> {
  const packs = join(folder, 'content');
  mkdirSync(packs, { recursive: true, mode: 0o700 });
  const pack = join(packs, packName);
  const part = join(packs, `${sha256}.part`);
  for (const name of readdirSync(packs)) {
    // Of a pack that is not announced any more.
    if (name.endsWith('.part') && name !== `${sha256}.part`) rmSync(join(packs, name));
  }
  if (existsSync(pack) && (await hashOf(pack)) === sha256) return success('here');
  try {
    const trouble = await download({ part, size, ask, signal, disk, atOnce, path: `${blobPath}/${sha256}` });
    if (trouble !== null) return failure(trouble);
    if ((await hashOf(part)) !== sha256) {
      rmSync(part);
      return failure({ code: 'hash' });
    }
    await disk.rename(part, pack);
    await flushFolder(packs);
    return success('fetched');
  } catch (error) {
    // The journal needs the room more than half a pack does.
    rmSync(part, { force: true });
    return failure({ code: 'disk', reason: faultWord(error) });
  }
}

/** Goes on where the part ends, piece by piece. Throws only what the disk says. */
async function download({
  part,
  size,
  path,
  ask,
  signal,
  disk,
  atOnce,
}: {
  part: string;
  size: number;
  path: string;
  ask: HubLine['ask'];
  signal: AbortSignal;
  disk: PackDisk;
  atOnce: number;
}): Promise<FetchTrouble | null> {
  let have = statSync(part, { throwIfNoEntry: false })?.size ?? 0;
  if (have > size) {
    rmSync(part);
    have = 0;
  }
  const file = await open(part, 'a', 0o600);
  try {
    while (have < size) {
      const end = Math.min(have + atOnce, size) - 1;
      const headers = { Range: `bytes=${have}-${end}` };
      const answer = await ask({ method: 'GET', path, headers, signal }).catch(() => null);
      if (answer === null) return { code: 'cut' };
      if (answer.status !== 206) return { code: 'status', status: answer.status };
      const isPiece = answer.headers['content-range'] === `bytes ${have}-${end}/${size}`;
      if (!isPiece || answer.body.length !== end + 1 - have) return { code: 'cut' };
      await disk.write(file, answer.body);
      have += answer.body.length;
    }
    await file.sync();
    return null;
  } finally {
    await file.close();
  }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(file)) hash.update(bytes as Buffer);
  return hash.digest('hex');
}

async function flushFolder(folder: string): Promise<void> {
  const opened = await open(folder, 'r');
  try {
    await opened.sync();
  } finally {
    await opened.close();
  }
}
