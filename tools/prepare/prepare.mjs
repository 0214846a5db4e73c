import { join } from 'node:path';
import { projectRoot } from '../places.mjs';
import { prepareRuntime } from '../runtime/find.mjs';
import { prepareBuild } from './build.mjs';
import { openDisplay } from './display.mjs';
import { prepareLibraries } from './libraries.mjs';
import { checkSandbox, prepareOrdinaryUser } from './ordinary-user.mjs';
import { packagesAreThere, preparePackages } from './packages.mjs';

/** Everything a screen needs, as `prepareAll` gives it. @typedef {Awaited<ReturnType<typeof prepareAll>>} Ready */

/** Packages and what they need: enough to check and to test without a screen. */
export async function preparePackagesAndLibraries({ tests = false } = {}) {
  await prepareLibraries({ compile: !packagesAreThere(), tests });
  await preparePackages();
}

/**
 * What is packed and started: packages, libraries, Electron, the build.
 * @param {{ tests?: boolean }} [wish] tests: with the programs that tests call
 */
export async function prepareProgram({ tests = false } = {}) {
  await preparePackagesAndLibraries({ tests });
  const runtime = await prepareRuntime();
  await prepareBuild();
  return runtime;
}

/**
 * Everything a screen needs: the program, an ordinary user, a display. Each step is instant when there is nothing to do.
 * @param {{ virtualDisplay?: boolean, tests?: boolean }} [wish] virtualDisplay: not on the desktop of the person who typed the
 *   command; tests: with the programs that tests call
 */
export async function prepareAll({ virtualDisplay = false, tests = false } = {}) {
  const runtime = await prepareProgram({ tests });
  const runner = await prepareOrdinaryUser();
  await checkSandbox(runner);
  const display = await openDisplay(runner, { virtual: virtualDisplay });
  const here = (/** @type {string} */ path) => path.replace(projectRoot, runner.root);
  const node = join(runner.root, 'node_modules/node/bin/node');
  return {
    runtime: { ...runtime, executable: here(runtime.executable), argv: runtime.argv.map(here) },
    runner,
    node,
    /** What a program started for this user finds in its environment, and nothing of root's. */
    environment: { ...inherited(runner), PATH: searchPath(runner.root), HOME: runner.home, ...display.environment },
    /** Takes down the display and whatever else was put up for this run. */
    close: () => {
      display.close();
      runner.leave();
    },
  };
}

/** @param {string} root */
function searchPath(root) {
  const ours = [join(root, 'node_modules/node/bin'), join(root, 'node_modules/.bin')];
  return [...ours, process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin'].join(':');
}

/** @param {import('./ordinary-user.mjs').Runner} runner @returns {NodeJS.ProcessEnv} */
function inherited(runner) {
  if (!runner.steppedDown) return process.env;
  const kept = ['LANG', 'LC_ALL', 'TZ', 'CI', 'TERM'];
  const variables = kept.map((name) => [name, process.env[name]]).filter(([, value]) => value !== undefined);
  return { LANG: 'C.UTF-8', ...Object.fromEntries(variables) };
}
