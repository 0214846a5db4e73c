import type { Staff } from '../../db/hub/staff.ts';
import { failure, type Result, success } from '../../shared/result.ts';
import { mayDo, type StaffRole, staffRoles } from '../../shared/staff/rights.ts';
import { staffName } from '../../shared/staff/sign-in.ts';
import { newPassphrase } from './passphrase.ts';

/** Lines to print; or the one sentence of what was wrong. */
type Lines = Promise<Result<string[], string>>;

/** What can be done to accounts from the hub's own command line. A password is printed once and kept nowhere. */
export interface UserCommands {
  /** `unit`: the office it is for; null: all. */
  add(name: string, role: string, unit: string | null): Lines;
  list(): Lines;
  disable(name: string): Lines;
  /** A new password for somebody who has lost the old one. */
  password(name: string): Lines;
}

const commandLine = 'command-line';
const once = 'It is shown this once and must be changed when signing in.';

export function userCommands(staff: Staff): UserCommands {
  return {
    async add(given, role, unit) {
      const name = staffName.safeParse(given);
      if (!name.success) return failure(`'${given}' is no sign-in name: letters a to z, digits, dots and hyphens`);
      if (!isRole(role)) return failure(`There is no role '${role}': ${staffRoles.join(', ')}`);
      if (unit !== null && !/^[a-z0-9-]{1,64}$/.test(unit)) return failure(`'${unit}' is no id of a unit`);
      const passphrase = newPassphrase();
      if ((await staff.add({ name: name.data, role, unit }, passphrase, commandLine)) === 'taken') {
        return failure(`'${name.data}' is there already`);
      }
      return success([`Added ${name.data}, ${role}, ${unit ?? 'all units'}`, `Password: ${passphrase}`, once]);
    },
    async list() {
      const accounts = await staff.list();
      return success(
        accounts.map(({ name, role, unit, disabledAt, mustChange }) =>
          [
            name,
            role,
            unit ?? 'all units',
            ...(disabledAt === null ? [] : [`disabled ${new Date(disabledAt).toISOString()}`]),
            ...(mustChange ? ['has not signed in with a password of their own yet'] : []),
          ].join('\t'),
        ),
      );
    },
    async disable(given) {
      const name = given.toLowerCase();
      const accounts = await staff.list();
      const others = accounts.filter((account) => account.name !== name && account.disabledAt === null);
      if (
        accounts.some((account) => account.name === name) &&
        !others.some(({ role }) => mayDo(role, 'manage-staff'))
      ) {
        return failure(`'${name}' is the last one who may manage staff`);
      }
      return (await staff.disable(name, commandLine))
        ? success([`Disabled ${name}; whoever was signed in with it is out`])
        : failure(`'${given}' is not there, or is disabled already`);
    },
    async password(given) {
      const passphrase = newPassphrase();
      return (await staff.setPassword(given.toLowerCase(), passphrase, commandLine))
        ? success([`Password: ${passphrase}`, once])
        : failure(`'${given}' is not there`);
    },
  };
}

const isRole = (text: string): text is StaffRole => (staffRoles as readonly string[]).includes(text);

/** The first sign-in of a hub that has no accounts yet, to be printed once; null: there are some. */
export async function firstAdmin(staff: Staff): Promise<{ name: string; password: string } | null> {
  if ((await staff.list()).length > 0) return null;
  const first = { name: 'admin', password: newPassphrase() };
  const added = await staff.add({ name: first.name, role: 'admin', unit: null }, first.password, 'hub');
  return added === 'added' ? first : null;
}
