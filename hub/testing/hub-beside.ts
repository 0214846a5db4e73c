import { keptSigningKey } from '../../wire/keys.ts';
import { startTestHub } from './test-hub.ts';

/**
 * The test hub as a process of its own, so that it can be killed and measured: <file> <port> [commits]; prints its address.
 * After so many commits of pushes it kills itself before it answers; 0: never.
 */
const [file = '', port = '0', commits = '0'] = process.argv.slice(2);
const hub = await startTestHub({ file, port: Number(port), key: keptSigningKey(`${file}.key`) });
const { landing } = hub.store;
const land = landing.land;
let landed = 0;
landing.land = async (batch, receivedAt) => {
  const outcome = await land(batch, receivedAt);
  landed += 1;
  if (landed === Number(commits)) process.kill(process.pid, 'SIGKILL');
  return outcome;
};
process.stdout.write(`${hub.address}\n`);
