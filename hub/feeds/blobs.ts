import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files that a hub hands out, each named by the SHA-256 of its bytes: the same name is the same file, for ever. */
export interface Blobs {
  /** On the disk at return. */
  keep(bytes: Buffer): { sha256: string; size: number };
  /** null: it is not here. */
  find(sha256: string): { file: string; size: number } | null;
}

export function openBlobs(folder: string): Blobs {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    keep(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const fresh = join(folder, `${sha256}.${randomBytes(4).toString('hex')}`);
      writeFileSync(fresh, bytes, { mode: 0o600, flush: true });
      renameSync(fresh, join(folder, sha256));
      return { sha256, size: bytes.length };
    },
    find(sha256) {
      if (!/^[0-9a-f]{64}$/.test(sha256)) return null;
      const file = join(folder, sha256);
      const found = statSync(file, { throwIfNoEntry: false });
      return found === undefined ? null : { file, size: found.size };
    },
  };
}
