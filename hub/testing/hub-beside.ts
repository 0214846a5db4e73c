import { keptSigningKey } from '../../wire/keys.ts';
import { startTestHub } from './test-hub.ts';

/** The test hub as a process of its own, so that it can be killed and measured: <file> <port>; prints its address. */
const [file = '', port = '0'] = process.argv.slice(2);
const hub = await startTestHub({ file, port: Number(port), key: keptSigningKey(`${file}.key`) });
process.stdout.write(`${hub.address}\n`);
