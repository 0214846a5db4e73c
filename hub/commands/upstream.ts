import { existsSync, readFileSync } from 'node:fs';
import { readCode } from '../../shared/sync/enrolment.ts';
import { reasonOf } from '../../wire/outcome.ts';
import { openSend } from '../../wire/send.ts';
import { joinCity, type RelayIdentity, readRelayIdentity } from '../relay/join-city.ts';
import type { Upstream } from '../relay/start-relay.ts';
import { Refused, type Surroundings } from './command.ts';

/** The city's hub that was named, joined with the code that was given; null: none was named. */
export async function upstreamOf({ folder, options, say }: Surroundings): Promise<Upstream | null> {
  const { upstream: address, 'upstream-ca': caFile, join: typed } = options;
  if (address === undefined) {
    if (typed !== undefined || caFile !== undefined) throw new Refused('--join and --upstream-ca need --upstream URL');
    return null;
  }
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
    throw new Refused(`--upstream must be the address of the city's hub, https://..., not '${address}'`);
  }
  if (caFile !== undefined && !existsSync(caFile)) throw new Refused(`--upstream-ca ${caFile} is not there`);
  const ca = caFile === undefined ? null : readFileSync(caFile, 'utf8');
  const known = readRelayIdentity(folder);
  const identity = typed === undefined ? known : await joined({ folder, address, ca, typed, known, say });
  if (identity === null) {
    throw new Refused(
      `This hub has not joined the city's yet: there, npm run hub -- enrol --relay; here, the code with --join CODE`,
    );
  }
  say(`Passes facts on to ${address} as ${identity.dev}`);
  return { address, ca, identity, alarm: (line) => process.stderr.write(`${line}\n`) };
}

/** A code that does not work costs a hub nothing that has joined before: the hall goes on being served. */
async function joined({
  folder,
  address,
  ca,
  typed,
  known,
  say,
}: {
  folder: string;
  address: string;
  ca: string | null;
  typed: string;
  known: RelayIdentity | null;
  say: Surroundings['say'];
}): Promise<RelayIdentity> {
  const code = readCode(typed);
  if (code === null) throw new Refused(`--join: '${typed}' is not a code`);
  const { send, close } = openSend({ ca });
  let why: string;
  try {
    const answer = await joinCity({ folder, address, code, send, now: Date.now });
    if (answer.ok) return answer.value;
    why = words[answer.error] ?? answer.error;
  } catch (error) {
    why = `no answer from ${address}: ${reasonOf(error)}`;
  } finally {
    await close();
  }
  if (known === null) throw new Refused(`This hub could not join the city's: ${why}`);
  say(`The code was not used (${why}); this hub goes on as ${known.dev}`);
  return known;
}

const words: Record<string, string> = {
  code: 'the code is wrong, used up or too old',
  kind: 'the code is for a terminal; one for a hub is made with enrol --relay',
};
