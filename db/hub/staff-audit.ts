import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';

/** Something that was done at a hub and must be answered for. Never a secret, never what a resident wrote. */
export interface StaffDeed {
  t: number;
  /** A sign-in name; `hub` or `command-line` when nobody was signed in. */
  who: string;
  what:
    | 'account-added'
    | 'account-disabled'
    | 'password-changed'
    | 'locked'
    | 'signed-in'
    | 'signed-out'
    | 'words-opened'
    | 'sealing-key-made'
    | 'sealing-key-destroyed';
  /** Which account, fact or month. */
  about: string | null;
}

/** Rows of one INSERT. */
const rowsAtOnce = 100;

/** Writes them in the transaction of what they tell of, or in one of their own. */
export async function noteIn(database: Knex, deeds: StaffDeed[]): Promise<void> {
  const rows = deeds.map((deed) => ({ id: uuidv7(), ...deed }));
  if (rows.length > 0) await database.batchInsert('staff_audit', rows, rowsAtOnce);
}

/** Newest first. */
export async function writtenDeeds(database: Knex, limit: number): Promise<StaffDeed[]> {
  const rows: (Omit<StaffDeed, 't'> & { t: number | string })[] = await database('staff_audit')
    .orderBy([
      { column: 't', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit)
    .select('t', 'who', 'what', 'about');
  return rows.map(({ t, ...deed }) => ({ ...deed, t: Number(t) }));
}
