import type { Result } from '../../shared/result.ts';
import { type UserCommands, userCommands } from '../staff/user-commands.ts';
import { openExisting, Refused, type Surroundings } from './command.ts';

/** Accounts of the people who sign in at the hub. */
export async function users(around: Surroundings): Promise<number> {
  const [what = 'list', name, role] = around.words;
  const store = await openExisting(around);
  try {
    const done = await act(userCommands(store.staff), what, { name, role, unit: around.options.unit ?? null });
    if (!done.ok) throw new Refused(done.error);
    for (const line of done.value) around.say(line);
    return 0;
  } finally {
    await store.close();
  }
}

async function act(
  commands: UserCommands,
  what: string,
  { name, role, unit }: { name: string | undefined; role: string | undefined; unit: string | null },
): Promise<Result<string[], string>> {
  if (what === 'list') return await commands.list();
  if (name === undefined)
    throw new Refused(`users ${what} whom? users add NAME ROLE [--unit ID], disable NAME, password NAME`);
  if (what === 'disable') return await commands.disable(name);
  if (what === 'password') return await commands.password(name);
  if (what === 'add' && role !== undefined) return await commands.add(name, role, unit);
  throw new Refused('users list, users add NAME ROLE [--unit ID], users disable NAME, or users password NAME');
}

/** The offices that devices and people are of. */
export async function units(around: Surroundings): Promise<number> {
  const store = await openExisting(around);
  const [devices, people] = [await store.devices.list(), await store.staff.list()];
  await store.close();
  const names = new Set([...devices, ...people].map(({ unit }) => unit));
  for (const name of [...names].sort((one, other) => (one ?? '').localeCompare(other ?? ''))) {
    const of = (list: { unit: string | null }[]): number => list.filter(({ unit }) => unit === name).length;
    around.say(`${name ?? '(none: all units)'}\t${of(devices)} device(s)\t${of(people)} account(s)`);
  }
  return 0;
}
