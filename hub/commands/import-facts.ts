import { faultWord } from '../../shared/fault.ts';
import { NotCarried } from '../push/carried-file.ts';
import { takeCarried } from '../push/take-carried.ts';
import { readRelayIdentity } from '../relay/join-city.ts';
import { openExisting, Refused, type Surroundings } from './command.ts';

/** Why, for whoever stands there with the stick; the words that cannot be reached with an honest file have none. */
const reasons: Record<string, string> = {
  'no-push': 'no push, or cut off',
  digest: 'its bytes were changed',
  signature: 'its signature does not hold',
  unknown: 'this hub does not know the device, or not by the key it has now',
  revoked: 'the device is revoked',
  device: 'the facts are of another device',
  gap: 'what comes before it is not here; the terminal still has it: export again',
  fork: 'other facts lie here in the same place; these are kept as evidence',
};

/** Takes the facts that a terminal exported to a file, as if they had been pushed; 1 when something was refused. */
export async function importFacts(around: Surroundings): Promise<number> {
  const [file] = around.words;
  if (file === undefined) throw new Refused('import needs a FILE that a terminal exported');
  const store = await openExisting(around);
  try {
    const taken = await takeCarried(file, {
      store,
      keepsEnvelopes: readRelayIdentity(around.folder) !== null,
      now: Date.now,
    });
    for (const [dev, { added, already, refused }] of taken) {
      around.say(`${dev}: ${added} new, ${already} already here`);
      for (const [word, pushes] of refused) {
        around.say(`${dev}: ${pushes} push(es) refused, ${word}: ${reasons[word] ?? 'it is not as pushes are'}`);
      }
    }
    if (taken.size === 0) around.say('There is nothing in the file');
    return [...taken.values()].some(({ refused }) => refused.size > 0) ? 1 : 0;
  } catch (error) {
    if (error instanceof NotCarried) throw new Refused(`${file} is no file that a terminal exported`);
    const why = faultWord(error);
    if (['ENOENT', 'EACCES', 'EISDIR'].includes(why)) throw new Refused(`${file} cannot be read: ${why}`);
    throw error;
  } finally {
    await store.close();
  }
}
