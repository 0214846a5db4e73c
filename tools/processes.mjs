import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';

/** A terminal, npm and a supervisor may each send the same signal; the program gets it once. */
const sameSignalMs = 1000;

const parent = process.ppid;

/** npm passes SIGTERM to the shell between it and us, which ends without telling anybody. */
function npmIsGone() {
  return process.env.npm_lifecycle_event !== undefined && process.ppid !== parent;
}

/**
 * Runs a program to its end. SIGINT and SIGTERM are passed on to it.
 * @param {string} program
 * @param {string[]} args
 * @param {object} [options]
 * @param {string} [options.cwd]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {boolean} [options.quiet] its output is kept and given back whole; otherwise it goes to this terminal
 * @param {boolean} [options.apart] out of reach of Ctrl+C in this terminal, which Chromium takes twice as "die at once"
 * @param {RegExp} [options.drop] lines of its error output that are not shown
 * @returns {Promise<{ code: number, output: string }>} code 127: it could not be started; 128 + n: ended by signal n
 */
export function run(program, args, { cwd, env = process.env, quiet = false, apart = false, drop } = {}) {
  return new Promise((done) => {
    /** @type {import('node:child_process').StdioOptions} */
    const stdio = quiet ? ['ignore', 'pipe', 'pipe'] : ['inherit', 'inherit', drop === undefined ? 'inherit' : 'pipe'];
    const child = spawn(program, args, { cwd, env, stdio, detached: apart });
    let output = '';
    if (quiet) {
      for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding('utf8').on('data', (text) => {
          output += text;
        });
      }
    } else if (drop !== undefined && child.stderr !== null) {
      createInterface(child.stderr).on('line', (line) => {
        if (!drop.test(line)) process.stderr.write(`${line}\n`);
      });
    }
    let passedOnAt = 0;
    const passOn = (/** @type {NodeJS.Signals} */ signal) => {
      if (Date.now() - passedOnAt < sameSignalMs) return;
      passedOnAt = Date.now();
      child.kill(signal);
    };
    const signals = /** @type {const} */ (['SIGINT', 'SIGTERM']);
    for (const signal of signals) process.on(signal, passOn);
    const watch = setInterval(() => {
      if (npmIsGone()) passOn('SIGTERM');
    }, 500);
    const finish = (/** @type {number} */ code) => {
      clearInterval(watch);
      for (const signal of signals) process.off(signal, passOn);
      done({ code, output });
    };
    child.once('error', (error) => {
      output += error.message;
      finish(127);
    });
    child.once('close', (code, signal) => finish(code ?? 128 + constants.signals[signal ?? 'SIGTERM']));
  });
}
