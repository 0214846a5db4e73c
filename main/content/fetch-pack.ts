import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { type FileHandle, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { failure, type Result, success } from '../../shared/result.ts';
import { blobPath, type ContentItem } from '../../shared/sync/feeds.ts';

/** Why a pack is not here yet. The content that is here stays as it was, whichever it is. */
export type FetchTrouble =
  /** The hub did not give it, or not all of it: what came is kept and goes on from there the next time. */
  | { code: 'cut' }
  | { code: 'status'; status: number }
  /** What came is not what was promised. */
  | { code: 'hash' }
  /** The disk refused. */
  | { code: 'disk'; reason: string };

/** Asks a hub for bytes: a path and headers, as this terminal. */
export type GetBytes = (path: string, headers: Record<string, string>, signal: AbortSignal) => Promise<Response>;

/** What is done to the disk; a test has others that refuse. */
export interface PackDisk {
  write(file: FileHandle, bytes: Uint8Array): Promise<unknown>;
  rename(from: string, to: string): Promise<void>;
}
const realDisk: PackDisk = { write: async (file, bytes) => await file.write(bytes), rename };

/** Where load-content.ts finds it at the next start; one name, so that an older one makes room. */
const packName = 'from-hub.pack';

/**
 * Brings a content pack that the hub announced into `<folder>/content`, whole and with the right hash, or not at all. Its
 * signature and its age are looked at when it is loaded. `here`: it was there already.
 */
export async function fetchPack({
  item: { sha256, size },
  folder,
  get,
  signal,
  disk = realDisk,
}: {
  item: ContentItem;
  folder: string;
  get: GetBytes;
  signal: AbortSignal;
  disk?: PackDisk;
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
    const trouble = await download({ part, size, get, signal, disk, path: `${blobPath}/${sha256}` });
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
    return failure({ code: 'disk', reason: error instanceof Error ? error.message : String(error) });
  }
}

/** Goes on where the part ends. Throws only what the disk says. */
async function download({
  part,
  size,
  path,
  get,
  signal,
  disk,
}: {
  part: string;
  size: number;
  path: string;
  get: GetBytes;
  signal: AbortSignal;
  disk: PackDisk;
}): Promise<FetchTrouble | null> {
  let have = statSync(part, { throwIfNoEntry: false })?.size ?? 0;
  if (have === size) return null;
  if (have > size) {
    rmSync(part);
    have = 0;
  }
  const answer = await get(path, have === 0 ? {} : { Range: `bytes=${have}-` }, signal).catch(() => null);
  if (answer === null) return { code: 'cut' };
  const goesOn = answer.status === 206 && answer.headers.get('content-range') === `bytes ${have}-${size - 1}/${size}`;
  if (!goesOn && answer.status !== 200) {
    await answer.body?.cancel();
    return { code: 'status', status: answer.status };
  }
  if (!goesOn) have = 0;
  const file = await open(part, goesOn ? 'a' : 'w', 0o600);
  try {
    for (const chunks = answer.body?.getReader(); chunks !== undefined; ) {
      const { value } = await chunks.read().catch(() => ({ value: undefined }));
      if (value === undefined) break;
      have += value.length;
      // Whoever sends more than was promised does not fill the disk.
      if (have > size) {
        await chunks.cancel();
        rmSync(part);
        return { code: 'hash' };
      }
      await disk.write(file, value);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return have === size ? null : { code: 'cut' };
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
