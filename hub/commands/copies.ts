import { copyFileSync, existsSync, renameSync } from 'node:fs';
import { resolve } from 'node:path';
import { openHubDatabase, openHubStore } from '../../db/hub/store.ts';
import { openExisting, Refused, reasonOf, type Surroundings } from './command.ts';

/** Computes every hash anew and names each fact that was changed or is missing; 1 when there is one. */
export async function verify(around: Surroundings): Promise<number> {
  const store = await openExisting(around);
  const { streams, facts, faults } = await store.verify();
  await store.close();
  for (const { dev, stream, seq, what } of faults) {
    around.say(`${what}: device ${dev}, stream ${stream}, sequence ${seq}`);
  }
  around.say(`${facts} facts in ${streams} streams, ${faults.length} fault(s)`);
  return faults.length === 0 ? 0 : 1;
}

/** Copies the whole database while the hub runs, and verifies the copy. */
export async function backup(around: Surroundings): Promise<number> {
  const { out } = around.options;
  if (out === undefined) throw new Refused('backup needs --out FILE');
  if (existsSync(out)) throw new Refused(`${out} is there already and is left as it is`);
  const store = await openExisting(around);
  if (store.backup === null) {
    throw new Refused('A hub on PostgreSQL is copied by PostgreSQL: pg_dump "$HUB_DATABASE_URL"');
  }
  await store.backup(resolve(out));
  await store.close();
  const { facts, faults } = await verifiedCopy(resolve(out));
  around.say(`${resolve(out)}: ${facts} facts, ${faults} fault(s)`);
  return faults === 0 ? 0 : 1;
}

/**
 * Puts a copy in the place of a stopped hub's database; what was there is set aside. Terminals notice by themselves that
 * the hub has less than they sent, and send it again.
 */
export async function restore(around: Surroundings): Promise<number> {
  const { from } = around.options;
  const { place, folder, say } = around;
  if (from === undefined) throw new Refused('restore needs --from FILE, a copy that backup made');
  if (!('file' in place)) throw new Refused('A hub on PostgreSQL is restored by PostgreSQL: pg_restore or psql');
  if (!existsSync(from)) throw new Refused(`${from} is not there`);
  const { facts, faults } = await verifiedCopy(resolve(from));
  if (faults > 0) throw new Refused(`${from} has ${faults} fault(s) in it and is not used`);
  if (existsSync(place.file)) {
    if (await isRunning(place.file)) throw new Refused(`A hub is running on ${folder}: stop it first`);
    const aside = `${place.file}.before-restore-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
    for (const suffix of ['', '-wal', '-shm']) {
      if (existsSync(place.file + suffix)) renameSync(place.file + suffix, aside + suffix);
    }
    say(`What was there is kept: ${aside}`);
  }
  copyFileSync(from, place.file);
  say(`${place.file}: ${facts} facts, ${faults} fault(s)`);
  return 0;
}

async function verifiedCopy(file: string): Promise<{ facts: number; faults: number }> {
  const copy = await openHubStore({ file });
  if (!copy.ok) throw new Refused(`${file} cannot be opened: ${reasonOf(copy.error)}`);
  const { facts, faults } = await copy.value.verify();
  await copy.value.close();
  return { facts, faults: faults.length };
}

/** Whoever holds the file lets nobody else have it alone. */
async function isRunning(file: string): Promise<boolean> {
  const opened = await openHubDatabase({ file }, { alone: true });
  if (opened.ok) await opened.value.destroy();
  return !opened.ok && opened.error.code === 'unavailable';
}
