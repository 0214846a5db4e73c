/** Progress for people: one line for what takes time, nothing for what is already done. */

/** @param {string} line */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/**
 * Runs something that takes a while: its name at once, then every few seconds how long it has been going on, and what
 * it says about itself.
 * @template T
 * @param {string} name
 * @param {(report: (text: string) => void) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function working(name, work) {
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  let latest = '';
  say(`${name} ...`);
  const timer = setInterval(() => say(`  ${name}: ${seconds()} s${latest === '' ? '' : `, ${latest}`}`), 10_000);
  try {
    const value = await work((text) => {
      latest = text;
    });
    say(`  ${name}: done in ${seconds()} s`);
    return value;
  } finally {
    clearInterval(timer);
  }
}

/** Something the person at the keyboard can mend: said in one sentence, without a stack. */
export class Stop extends Error {
  /** @param {string} sentence @param {number} [code] */
  constructor(sentence, code = 1) {
    super(sentence);
    this.code = code;
  }
}

/**
 * Runs a command of ours: a `Stop` becomes its sentence and its exit code, anything else keeps its stack.
 * @param {() => Promise<number>} command
 */
export async function runCommand(command) {
  try {
    process.exitCode = await command();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = error.code;
  }
}
