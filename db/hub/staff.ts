import { createHash, randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import type { StaffRole } from '../../shared/staff/rights.ts';
import { isPassword, type KeptPassword, keepPassword, nobodysPassword } from './password.ts';
import { withRetry } from './retry.ts';
import { noteIn, type StaffDeed, writtenDeeds } from './staff-audit.ts';

/** Somebody who is signed in. */
export interface Person {
  name: string;
  role: StaffRole;
  /** The unit this person works for; null: everywhere. */
  unit: string | null;
  /** Signed in with a password that somebody else knows: nothing but a new one may be done. */
  mustChange: boolean;
}

export interface StaffAccount extends Person {
  disabledAt: number | null;
}

export type SignedIn =
  | { code: 'in'; person: Person; token: string }
  /** The name, the password, or an account that was disabled: which of them is not told. */
  | { code: 'wrong' }
  | { code: 'locked' };

/** Accounts, sessions and the record of what was done with them. Names are lower-case; `by` is who does it. */
export interface Staff {
  add(account: Omit<Person, 'mustChange'>, password: string, by: string): Promise<'added' | 'taken'>;
  list(): Promise<StaffAccount[]>;
  /** Ends every session of it; false: no such account, or disabled already. */
  disable(name: string, by: string): Promise<boolean>;
  /** Somebody's own (`by` is the name), or one that must be changed at once. Ends every session; false: no such account. */
  setPassword(name: string, password: string, by: string): Promise<boolean>;
  signIn(name: string, password: string): Promise<SignedIn>;
  signOut(token: string): Promise<void>;
  /** Whose session a token is; null: nobody's, or not any more. */
  whoIs(token: string): Promise<Person | null>;
  /** Is the account's password this one? Wrong tries count as in `signIn`. */
  knows(name: string, password: string): Promise<'right' | 'wrong' | 'locked'>;
  note(deeds: Omit<StaffDeed, 't'>[]): Promise<void>;
  /** What was done, newest first. */
  deeds(limit: number): Promise<StaffDeed[]>;
}

export const staffLimits = {
  /** After so many wrong tries an account opens to nobody for a while. */
  wrongTries: 5,
  lockedMs: 15 * 60_000,
  /** One working day. */
  sessionMs: 12 * 60 * 60_000,
} as const;

interface AccountRow extends KeptPassword {
  name: string;
  role: StaffRole;
  unit: string | null;
  must_change: boolean | number;
  disabled_t: number | string | null;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const personIn = ({ name, role, unit, must_change }: AccountRow): Person => ({
  name,
  role,
  unit,
  mustChange: Boolean(must_change),
});

export function openStaff(database: Knex, { now }: { now: () => number }): Staff {
  const change = async <T>(work: (trx: Knex) => Promise<T>): Promise<T> =>
    await withRetry(async () => await database.transaction(work));
  const find = async (name: string): Promise<AccountRow | undefined> =>
    await database<AccountRow>('staff_account').where({ name }).first();
  const note = async (trx: Knex, who: string, what: StaffDeed['what'], about: string | null = null): Promise<void> =>
    await noteIn(trx, [{ t: now(), who, what, about }]);

  /** Takes one of the tries before it is known to be wrong, so that many at once are counted as many; false: none is left. */
  async function takeTry(name_hash: string): Promise<boolean> {
    return await change(async (trx) => {
      await trx('staff_try').where('until_t', '<=', now()).delete();
      await trx('staff_try').insert({ name_hash, wrong: 0, until_t: 0 }).onConflict('name_hash').ignore();
      const taken = await trx('staff_try')
        .where({ name_hash })
        .andWhere('wrong', '<', staffLimits.wrongTries)
        .update({ wrong: trx.raw('wrong + 1'), until_t: now() + staffLimits.lockedMs });
      return taken > 0;
    });
  }

  async function check(name: string, password: string): Promise<AccountRow | 'wrong' | 'locked'> {
    const name_hash = sha256(name);
    const mayTry = await takeTry(name_hash);
    const account = await find(name);
    const right = await isPassword(password, account ?? nobodysPassword);
    if (!mayTry) return 'locked';
    if (right && account !== undefined && account.disabled_t === null) {
      await database('staff_try').where({ name_hash }).delete();
      return account;
    }
    const row: { wrong: number } | undefined = await database('staff_try').where({ name_hash }).first('wrong');
    if (row?.wrong === staffLimits.wrongTries && account !== undefined) await note(database, name, 'locked');
    return 'wrong';
  }

  return {
    async add({ name, role, unit }, password, by) {
      const kept = await keepPassword(password);
      return await change(async (trx) => {
        if ((await trx('staff_account').where({ name }).first('name')) !== undefined) return 'taken';
        const made = { name, role, unit, ...kept, must_change: true, made_t: now() };
        await trx('staff_account').insert(made);
        await note(trx, by, 'account-added', name);
        return 'added';
      });
    },
    async list() {
      const rows: AccountRow[] = await database('staff_account').orderBy('name');
      return rows.map((row) => ({
        ...personIn(row),
        disabledAt: row.disabled_t === null ? null : Number(row.disabled_t),
      }));
    },
    async disable(name, by) {
      return await change(async (trx) => {
        const account = trx('staff_account').where({ name }).whereNull('disabled_t');
        if ((await account.update({ disabled_t: now() })) === 0) return false;
        await trx('staff_session').where({ name }).delete();
        await note(trx, by, 'account-disabled', name);
        return true;
      });
    },
    async setPassword(name, password, by) {
      const kept = await keepPassword(password);
      return await change(async (trx) => {
        const changed = { ...kept, must_change: by !== name };
        if ((await trx('staff_account').where({ name }).update(changed)) === 0) return false;
        await trx('staff_session').where({ name }).delete();
        await trx('staff_try')
          .where({ name_hash: sha256(name) })
          .delete();
        await note(trx, by, 'password-changed', name);
        return true;
      });
    },
    async signIn(name, password) {
      const account = await check(name, password);
      if (account === 'wrong' || account === 'locked') return { code: account };
      const token = randomBytes(32).toString('base64url');
      const isIn = await change(async (trx) => {
        // The password was right a moment ago: who was disabled or changed it since is not let in by that. An update
        // that changes nothing waits for whoever is changing the account, on every engine.
        const same = trx('staff_account').where({ name, salt: account.salt }).whereNull('disabled_t');
        if ((await same.update({ role: trx.ref('role') })) === 0) return false;
        await trx('staff_session').where('until_t', '<=', now()).delete();
        await trx('staff_session').insert({ token_hash: sha256(token), name, until_t: now() + staffLimits.sessionMs });
        await note(trx, name, 'signed-in');
        return true;
      });
      return isIn ? { code: 'in', person: personIn(account), token } : { code: 'wrong' };
    },
    async signOut(token) {
      await change(async (trx) => {
        const token_hash = sha256(token);
        const session: { name: string } | undefined = await trx('staff_session').where({ token_hash }).first('name');
        if (session === undefined) return;
        await trx('staff_session').where({ token_hash }).delete();
        await note(trx, session.name, 'signed-out');
      });
    },
    async whoIs(token) {
      const row: AccountRow | undefined = await database('staff_session')
        .join('staff_account', 'staff_account.name', 'staff_session.name')
        .where('staff_session.token_hash', sha256(token))
        .andWhere('staff_session.until_t', '>', now())
        .whereNull('staff_account.disabled_t')
        .first('staff_account.*');
      return row === undefined ? null : personIn(row);
    },
    async knows(name, password) {
      const account = await check(name, password);
      return typeof account === 'string' ? account : 'right';
    },
    async note(deeds) {
      await noteIn(
        database,
        deeds.map((deed) => ({ ...deed, t: now() })),
      );
    },
    deeds: async (limit) => await writtenDeeds(database, limit),
  };
}
