import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import sodium from 'libsodium-wrappers';
import type { Staff } from '../../db/hub/staff.ts';
import { today } from '../../shared/day.ts';
import type { SealedWords, SealingKey } from '../../shared/sync/sealed-words.ts';

export type OpenedWords =
  | { state: 'open'; text: string }
  /** The month's key is gone for ever, and with it what was sealed to it. */
  | { state: 'destroyed' }
  /** Sealed to another key of that name, or damaged. */
  | { state: 'unreadable' };

/** The keys that free text is sealed to, a pair for each month. The private ones are files and in no database or backup of one. */
export interface SealingKeys {
  /** Public keys for terminals, of this month and the next. Empty while the clock cannot be right. */
  listed(): Promise<SealingKey[]>;
  open(words: SealedWords): OpenedWords;
  /** For ever. False: there is no such key. */
  destroy(month: string, by: string): Promise<boolean>;
}

/** How long free text can be read: this month and the twelve before it. */
const monthsKept = 13;

/** `folder`: where they lie, readable to the hub's user only. Makes what is missing and destroys what is too old. */
export async function openSealingKeys({
  folder,
  now,
  note,
  keepMonths = monthsKept,
}: {
  folder: string;
  now: () => number;
  note: Staff['note'];
  keepMonths?: number;
}): Promise<SealingKeys> {
  await sodium.ready;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fileOf = (month: string): string => join(folder, `${month}.key`);
  const traceOf = (month: string): string => join(folder, `${month}.destroyed`);
  const monthsThere = (): string[] =>
    readdirSync(folder)
      .flatMap((name) => /^(\d{4}-\d{2})\.key$/.exec(name)?.[1] ?? [])
      .sort();
  for (const month of monthsThere()) if (existsSync(traceOf(month))) erase(fileOf(month));

  async function destroy(month: string, by: string): Promise<boolean> {
    if (!monthsThere().includes(month)) return false;
    // Written down before it is done: a key must not be gone without a trace.
    await note([{ who: by, what: 'sealing-key-destroyed', about: month }]);
    writeFileSync(traceOf(month), '', { mode: 0o600, flush: true });
    erase(fileOf(month));
    flushFolder(folder);
    return true;
  }

  async function keyOf(month: string): Promise<SealingKey[]> {
    if (existsSync(traceOf(month))) return [];
    if (!existsSync(fileOf(month)) && make(folder, fileOf(month))) {
      await note([{ who: 'hub', what: 'sealing-key-made', about: month }]);
    }
    const secret = readSecret(fileOf(month));
    const key = Buffer.from(sodium.crypto_scalarmult_base(secret)).toString('base64');
    sodium.memzero(secret);
    return [{ month, key }];
  }

  const keys: SealingKeys = {
    async listed() {
      const month = today(now()).slice(0, 7);
      const newest = monthsThere().at(-1) ?? month;
      // A clock that jumped must neither destroy what is not old nor seal to a month that will be.
      if (month < later(newest, -1) || month > later(newest, keepMonths)) return [];
      for (const old of monthsThere()) if (old <= later(month, -keepMonths)) await destroy(old, 'hub');
      return [...(await keyOf(month)), ...(await keyOf(later(month, 1)))];
    },
    open({ month, box }) {
      if (!existsSync(fileOf(month))) return { state: 'destroyed' };
      const secret = readSecret(fileOf(month));
      try {
        const text = sodium.crypto_box_seal_open(
          Buffer.from(box, 'base64'),
          sodium.crypto_scalarmult_base(secret),
          secret,
        );
        return { state: 'open', text: Buffer.from(text).toString('utf8') };
      } catch {
        return { state: 'unreadable' };
      } finally {
        sodium.memzero(secret);
      }
    },
    destroy,
  };
  await keys.listed();
  return keys;
}

function later(month: string, by: number): string {
  const [year = 0, count = 1] = month.split('-').map(Number);
  const months = year * 12 + count - 1 + by;
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}`;
}

const readSecret = (file: string): Uint8Array => new Uint8Array(Buffer.from(readFileSync(file, 'utf8'), 'base64'));

/** Whole or not at all, and on the disk before anybody seals to it; false when another process was faster. */
function make(folder: string, file: string): boolean {
  const fresh = `${file}.${randomBytes(4).toString('hex')}`;
  const { privateKey } = sodium.crypto_box_keypair();
  writeFileSync(fresh, Buffer.from(privateKey).toString('base64'), { mode: 0o600, flush: true });
  sodium.memzero(privateKey);
  try {
    linkSync(fresh, file);
    return true;
  } catch (error) {
    if (!existsSync(file)) throw error;
    return false;
  } finally {
    rmSync(fresh);
    flushFolder(folder);
  }
}

/** Overwritten, then removed. What a disk keeps elsewhere of it is the disk's: see the decision on sealing. */
function erase(file: string): void {
  const opened = openSync(file, 'r+');
  writeSync(opened, randomBytes(statSync(file).size));
  fsyncSync(opened);
  closeSync(opened);
  rmSync(file);
}

function flushFolder(folder: string): void {
  const opened = openSync(folder, 'r');
  fsyncSync(opened);
  closeSync(opened);
}
