import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { hashPin, isUsablePin } from '../main/officer/pin.ts';

/**
 * `npm run pin`: asks for the officers' PIN and prints the line that terminal.json needs. The PIN is typed, or comes through
 * a pipe: as an argument it would stay in the shell's history. It is shown nowhere.
 */
const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
const lines = createInterface({ input: process.stdin, output: unseen, terminal: process.stdin.isTTY });
const typed = lines[Symbol.asyncIterator]();

async function ask(question: string): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write(`${question}: `);
  const { value, done } = await typed.next();
  if (process.stdin.isTTY) process.stderr.write('\n');
  return done === true ? '' : value.trim();
}

const pin = await ask('PIN for the officers’ screen, six digits (it is not shown)');
const fault = !isUsablePin(pin)
  ? 'A PIN is six digits, not all the same and not one after another.'
  : process.stdin.isTTY && (await ask('The same once more')) !== pin
    ? 'These were two different PINs.'
    : null;
lines.close();
if (fault === null) process.stdout.write(`"officerPinHash": "${await hashPin(pin)}"\n`);
else process.stderr.write(`${fault}\n`);
process.exitCode = fault === null ? 0 : 1;
