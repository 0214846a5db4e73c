/** Why a disk does not take writes. `failing`: it broke a promise (a sync, a read). */
export type DiskTrouble = 'full' | 'read-only' | 'failing';

const troubleOfCode: Record<string, DiskTrouble> = {
  SQLITE_FULL: 'full',
  ENOSPC: 'full',
  EDQUOT: 'full',
  SQLITE_READONLY: 'read-only',
  SQLITE_PERM: 'read-only',
  SQLITE_CANTOPEN: 'read-only',
  EROFS: 'read-only',
  EACCES: 'read-only',
  EPERM: 'read-only',
  SQLITE_IOERR: 'failing',
  EIO: 'failing',
  EMFILE: 'failing',
  ENFILE: 'failing',
};

/** What an error says of the disk; null when it is about something else. */
export function diskTroubleOf(error: unknown): DiskTrouble | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return troubleOfCode[String(error.code)] ?? null;
}
