import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { type PortalFault, portalFaults } from './faults.ts';
import { startPortal } from './start-portal.ts';

/**
 * Starts the stand-in for the portal, and the program named after `--` so that it finds the portal's names here; ends with it.
 * Whoever looks around gets the codes a telephone would get in the terminal, and confirms the square code by Enter.
 */
const { values, positionals } = parseArgs({
  options: { fault: { type: 'string', multiple: true, default: [] } },
  allowPositionals: true,
});
const say = (text: string): boolean => process.stdout.write(`${text}\n`);
const isFault = (name: string): name is PortalFault => portalFaults.some((known) => known === name);
const unknown = values.fault.filter((name) => !isFault(name));
const [program = '', ...args] = positionals;
if (unknown.length > 0 || program === '') {
  process.stderr.write(`no fault ${unknown.join(', ')}; --fault is any of ${portalFaults.join(', ')}\n`);
  process.exit(2);
}

const portal = await startPortal({
  markup: 'widgets',
  phone: (code) => say(`To the phone: ${code} is the code to log in.`),
});
for (const fault of values.fault) if (isFault(fault)) portal.fault(fault, true);
say('A stand-in for the portal is running. Log in as 099190000001 with any password; the code is shown here.');
say('To confirm the square code as a phone would, press Enter here.');
createInterface(process.stdin).on('line', () => {
  portal.confirm();
  say('The phone has confirmed.');
});

const child = spawn(program, [...args, ...portal.switches], { stdio: ['ignore', 'inherit', 'inherit'] });
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
const code = await new Promise<number>((done) => {
  child.once('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    done(127);
  });
  child.once('close', (ended, signal) => done(ended ?? 128 + constants.signals[signal ?? 'SIGTERM']));
});
await portal.close();
process.exit(code);
