import { accessSync, constants, rmSync, statSync } from 'node:fs';
import { statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DiskTrouble, diskTroubleOf } from '../disk-trouble.ts';

/** How the disk takes writes; `full` lasts until the ballast is back. */
export type Condition = 'fine' | DiskTrouble;

/** Set free on a full disk: enough for acknowledgements, and for purges, which need space before they give some back. */
const defaultBallastBytes = 16 * 1024 * 1024;

export interface Disk {
  condition(): Condition;
  /** The trouble by its exact name. */
  named(trouble: DiskTrouble): DiskTrouble;
  /** A write failed for this reason: an alarm when that is news. True when room was made for one more try. */
  refused(trouble: DiskTrouble, reason: string): boolean;
  /** Lets the ballast go; false when there is none. */
  makeRoom(): boolean;
  /** Tells when the ballast was let go: now is the time to free what can be freed. */
  onRoomMade(listener: () => void): void;
  /** A write was taken: the alarm is over once the ballast lies there again. */
  tookWrite(): Promise<void>;
}

export interface DiskLog {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Watches over the disk under this folder and keeps its ballast. */
export function watchDisk({
  folder,
  log,
  ballastBytes = defaultBallastBytes,
}: {
  folder: string;
  log: DiskLog;
  ballastBytes?: number | undefined;
}): Disk {
  const ballast = join(folder, 'ballast');
  let condition: Condition = 'fine';
  let ballastLies = false;
  const listeners: (() => void)[] = [];
  let making: Promise<boolean> | null = null;

  const hasBallast = (): boolean => (statSync(ballast, { throwIfNoEntry: false })?.size ?? 0) >= ballastBytes;

  /** SQLite has one word for all that went wrong with a call; whether nothing at all can be written is easily asked. */
  function named(trouble: DiskTrouble): DiskTrouble {
    if (trouble !== 'failing') return trouble;
    try {
      accessSync(folder, constants.W_OK);
      return trouble;
    } catch (error) {
      return diskTroubleOf(error) ?? trouble;
    }
  }

  function makeRoom(): boolean {
    if (ballastBytes === 0 || !hasBallast()) return false;
    rmSync(ballast, { force: true });
    ballastLies = false;
    for (const listener of listeners) listener();
    return true;
  }

  /** True when it is there afterwards; on a disk that would be full again with it, it stays away. */
  async function makeBallast(): Promise<boolean> {
    if (ballastBytes === 0 || hasBallast()) return true;
    try {
      const { bavail, bsize } = await statfs(folder);
      if (bavail * bsize < 2 * ballastBytes) return false;
      await writeFile(ballast, Buffer.alloc(ballastBytes), { mode: 0o600 });
      return true;
    } catch {
      // Whatever stood in its way shows at the next write as well.
      rmSync(ballast, { force: true });
      return false;
    }
  }

  return {
    condition: () => condition,
    named,
    refused(failure, reason) {
      const trouble = named(failure);
      if (trouble !== condition) log.error({ trouble, reason }, 'the disk does not take writes');
      condition = trouble;
      return trouble === 'full' && makeRoom();
    },
    makeRoom,
    onRoomMade(listener) {
      listeners.push(listener);
    },
    async tookWrite() {
      if (ballastLies && condition === 'fine') return;
      making ??= makeBallast().finally(() => {
        making = null;
      });
      ballastLies = await making;
      if (!ballastLies || condition === 'fine') return;
      log.warn({ was: condition }, 'the disk takes writes again');
      condition = 'fine';
    },
  };
}
