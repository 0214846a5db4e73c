import { join } from 'node:path';
import { projectRoot } from '../places.mjs';
import { prepareRuntime } from '../runtime/find.mjs';
import { prepareBuild } from './build.mjs';
import { openDisplay } from './display.mjs';
import { prepareLibraries } from './libraries.mjs';
import { checkSandbox, prepareOrdinaryUser } from './ordinary-user.mjs';
import { packagesAreThere, preparePackages } from './packages.mjs';

/** Packages and what they need: enough to check and to test without a screen. */
export async function preparePackagesAndLibraries() {
  await prepareLibraries({ compile: !packagesAreThere() });
  await preparePackages();
}

/**
 * Everything a screen needs: packages, libraries, Electron, the build, an ordinary user, a display. Each step is instant
 * when there is nothing to do.
 */
export async function prepareAll() {
  await preparePackagesAndLibraries();
  const runtime = await prepareRuntime();
  await prepareBuild();
  const runner = await prepareOrdinaryUser();
  await checkSandbox(runner);
  const display = await openDisplay();
  const here = (/** @type {string} */ path) => path.replace(projectRoot, runner.root);
  return {
    runtime: { ...runtime, executable: here(runtime.executable), argv: runtime.argv.map(here) },
    runner,
    display,
    node: join(runner.root, 'node_modules/node/bin/node'),
    /** What a program started for this user finds in its environment, and nothing of root's. */
    environment: {
      PATH: `${join(runner.root, 'node_modules/node/bin')}:${join(runner.root, 'node_modules/.bin')}:/usr/local/bin:/usr/bin:/bin`,
      HOME: runner.home,
      LANG: process.env.LANG ?? 'C.UTF-8',
      ...(process.env.CI === undefined ? {} : { CI: process.env.CI }),
      ...display.environment,
    },
  };
}
