import type { Result } from '../../shared/result.ts';
import { success } from '../../shared/result.ts';
import { type OpenProblem, openDatabase } from '../open.ts';
import { type Landing, openLanding } from './landing.ts';
import { hubMigrations } from './migrations/index.ts';
import { type Verified, verifyChains } from './verify.ts';

/** Everything a hub keeps. */
export interface HubStore {
  landing: Landing;
  /** Every hash computed anew; see `verifyChains`. */
  verify(): Promise<Verified>;
  /** A whole copy as of now, while the hub goes on; rejects when the file is there already. */
  backup(file: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens the hub's SQLite file, made when it is not there. */
export async function openHubStore({ file }: { file: string }): Promise<Result<HubStore, OpenProblem>> {
  const opened = await openDatabase({ file, exclusive: false, migrations: hubMigrations });
  if (!opened.ok) return opened;
  const database = opened.value;
  return success({
    landing: openLanding(database),
    verify: () => verifyChains(database),
    async backup(copy) {
      await database.raw('VACUUM INTO ?', [copy]);
    },
    close: () => database.destroy(),
  });
}
