import { existsSync } from 'node:fs';
import type { HubPlace } from '../../db/hub/store.ts';
import { openHubStore } from '../../db/hub/store.ts';
import type { OpenProblem } from '../../db/open.ts';

/** Where a command works: the hub's folder, its database, and what was asked for. */
export interface Surroundings {
  /** Keys, certificates, the SQLite file. */
  folder: string;
  place: HubPlace;
  options: Options;
  /** What follows the command's name. */
  words: string[];
  say: (line: string) => void;
}

export interface Options {
  port: string;
  host: string;
  out?: string;
  from?: string;
  for?: string;
  unit?: string;
  replaces?: string;
  minutes?: string;
  papers: boolean;
  relay: boolean;
  upstream?: string;
  'upstream-ca'?: string;
  join?: string;
}

/** What is wrong with what somebody typed, or with the hub that they named: said in one sentence, exit code 64. */
export class Refused extends Error {}

/** The store of a hub that is there: a command that only looks makes none. */
export async function openExisting({ place, folder }: Surroundings) {
  if ('file' in place && !existsSync(place.file))
    throw new Refused(`${folder} holds no hub: name its folder with --data`);
  const opened = await openHubStore(place);
  if (!opened.ok) throw new Refused(`The hub's database cannot be opened: ${reasonOf(opened.error)}`);
  return opened.value;
}

/** What a code means to whoever runs the hub. */
const words: Record<string, string> = {
  SQLITE_NOTADB: 'it is no database',
  SQLITE_CORRUPT: 'it is damaged',
  SQLITE_CANTOPEN: 'the file cannot be opened',
  SQLITE_BUSY: 'another program has the file',
  ECONNREFUSED: 'no PostgreSQL answers there',
  ENOTFOUND: 'there is no server of that name',
  '28P01': 'PostgreSQL refuses the password',
  '28000': 'PostgreSQL does not let this user in',
  '3D000': 'PostgreSQL has no such database',
  EADDRINUSE: 'another program listens at that address',
  EADDRNOTAVAIL: 'this machine does not have that address',
  EACCES: 'this user is not allowed to',
};

export function reasonOf(error: OpenProblem): string {
  if (!('reason' in error)) return JSON.stringify(error);
  const { reason } = error;
  return words[reason] === undefined ? reason : `${words[reason]} (${reason})`;
}
