import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../support/runtime.ts';
import type { Calls } from './child.ts';

/** What stands in a row where a rival could not be installed. */
export const notAvailable = 'rival not available';

/** PouchDB and express-pouchdb are packages of their own, which `npm run bench` installs. */
export function rivalsAreThere(): boolean {
  return existsSync(join(projectRoot, 'e2e/bench/rivals/node_modules/.package-lock.json'));
}

export const pouchFile = '../rivals/pouch-child.mjs';

/** What `rivals/pouch-child.mjs` answers to. */
export interface PouchCalls extends Calls {
  serve(given: { folder: string }): Promise<string>;
  fill(given: { folder: string; count: number; seed: number }): Promise<void>;
  drain(given: { address: string; records: number }): Promise<number>;
  persist(given: { address: string; records: number }): Promise<number>;
  count(given: { address: string }): Promise<number>;
  reopen(given: { folder: string }): Promise<number>;
}
