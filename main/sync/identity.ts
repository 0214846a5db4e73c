import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Journal } from '../../db/terminal/journal.ts';
import type { Settings } from '../../db/terminal/settings.ts';
import type { EnrolReply } from '../../shared/sync/enrolment.ts';
import { deviceName } from '../../shared/sync/wire.ts';
import {
  keepSigningKey,
  keptSigningKey,
  newSigningKey,
  readSigningKey,
  replaceKeyFile,
  type SigningKey,
} from '../../wire/keys.ts';

/** As whom this terminal is known, and where. */
const enrolment = z.object({
  /** The hub's address, or 'embedded': the one of this kiosk's own, wherever it listens. */
  at: z.string(),
  dev: deviceName,
  /** Which of the device's keys. */
  no: z.number().int().min(1),
  hub: z.object({ name: z.string(), key: z.string() }),
});
export type Enrolment = z.infer<typeof enrolment>;

/**
 * A terminal's key and its enrolment. The key lies in a file that only the kiosk's user reads, apart from the database: a
 * copy of the facts is no copy of the terminal. A next key is on disk before a hub hears of it, so that no answer that is
 * lost can lock the terminal out.
 */
export interface Identity {
  key(): SigningKey;
  nextKey(): SigningKey | null;
  /** The enrolment at this hub; null: at another one, or none. */
  at(hub: string): Enrolment | null;
  /** Makes the key that is to follow, or takes the one made before. */
  prepareNext(): SigningKey;
  /** The hub has taken the next key. */
  moveToNext(no: number): Promise<void>;
  dropNext(): void;
  /** The hub has taken this terminal, perhaps under another name: what is not sent yet goes there under it. */
  enrolled(hub: string, reply: EnrolReply): Promise<void>;
}

export async function openIdentity({
  folder,
  settings,
  journal,
}: {
  folder: string;
  settings: Settings;
  journal: Journal;
}): Promise<Identity> {
  const file = join(folder, 'device-key.pem');
  const nextFile = join(folder, 'device-key.next.pem');
  let key = keptSigningKey(file);
  let next = readSigningKey(nextFile);
  let known = readEnrolment(await settings.read('enrolment'));

  async function keep(changed: Enrolment): Promise<void> {
    await settings.write('enrolment', JSON.stringify(changed));
    known = changed;
  }
  function takeNext(): void {
    if (next === null) return;
    replaceKeyFile(file, nextFile);
    key = next;
    next = null;
  }
  return {
    key: () => key,
    nextKey: () => next,
    at: (hub) => (known?.at === hub ? known : null),
    prepareNext() {
      if (next !== null) return next;
      const made = newSigningKey();
      keepSigningKey(nextFile, made);
      next = made;
      return made;
    },
    async moveToNext(no) {
      if (known !== null) await keep({ ...known, no });
      takeNext();
    },
    dropNext() {
      if (existsSync(nextFile)) rmSync(nextFile);
      next = null;
    },
    async enrolled(hub, { dev, no, hub: { name, key: hubKey } }) {
      if (dev !== journal.dev) await journal.rename(dev);
      await keep({ at: hub, dev, no, hub: { name, key: hubKey } });
      takeNext();
    },
  };
}

function readEnrolment(text: string | null): Enrolment | null {
  if (text === null) return null;
  const parsed = enrolment.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}
