import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { cacheFolder, projectEnvironment, projectNode, projectRoot } from '../places.mjs';
import { run } from '../processes.mjs';
import { Stop, say, working } from '../progress.mjs';
import { registryBuild } from './registry-build.mjs';

/**
 * @typedef {object} Runtime
 * @property {string} executable
 * @property {string} version
 * @property {string} origin where it came from, in words
 * @property {string[]} argv what it must be told so that it opens this program
 */

const chosen = join(projectRoot, 'out/runtime.json');
const downloadRefused = join(cacheFolder, 'electron-download-refused');
const dayMs = 24 * 3600 * 1000;

/**
 * The Electron to run on: the folder in ELECTRON_OVERRIDE_DIST_PATH, the pinned version's own download, or the build that
 * the package registry carries. The choice is written to out/runtime.json for tests and benchmarks.
 * @returns {Promise<Runtime>}
 */
export async function prepareRuntime() {
  const runtime = (await overridden()) ?? (await pinned()) ?? (await fromRegistry());
  mkdirSync(dirname(chosen), { recursive: true });
  // Paths from the checkout, so that the file is true in a copy of it as well.
  const fromRoot = (/** @type {string} */ path) => relative(projectRoot, path) || '.';
  const written = { ...runtime, executable: fromRoot(runtime.executable), argv: runtime.argv.map(fromRoot) };
  writeFileSync(chosen, `${JSON.stringify(written, null, 2)}\n`);
  say(`Electron ${runtime.version} (${runtime.origin})`);
  return runtime;
}

/** @returns {Promise<Runtime | null>} */
async function overridden() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (folder === undefined) return null;
  const executable = join(folder, 'electron');
  if (!existsSync(executable))
    throw new Stop(`ELECTRON_OVERRIDE_DIST_PATH is ${folder}, but there is no file 'electron' in it.`);
  return { executable, version: versionIn(folder), origin: 'ELECTRON_OVERRIDE_DIST_PATH', argv: [projectRoot] };
}

/** @returns {Promise<Runtime | null>} */
async function pinned() {
  const folder = join(projectRoot, 'node_modules/electron/dist');
  const there = () => existsSync(join(folder, 'electron')) && existsSync(join(folder, 'version'));
  const refusedLately = existsSync(downloadRefused) && Date.now() - statSync(downloadRefused).mtimeMs < dayMs;
  if (!there() && !refusedLately) {
    await working('Electron, its own download', async () => {
      const installer = join(projectRoot, 'node_modules/electron/install.js');
      await run('timeout', ['300', projectNode, installer], { quiet: true, env: projectEnvironment() });
    });
    if (!there()) {
      mkdirSync(cacheFolder, { recursive: true });
      writeFileSync(downloadRefused, 'tried and not reached; tried again after a day\n');
      say('  not reachable from here: taking the build in the package registry');
    }
  }
  if (!there()) return null;
  return {
    executable: join(folder, 'electron'),
    version: versionIn(folder),
    origin: 'its own download',
    argv: [projectRoot],
  };
}

/** Each checkout gets a runtime folder of hard links, since that build finds its program only beside itself. */
async function fromRegistry() {
  const { folder, version } = await registryBuild();
  const own = join(projectRoot, 'out/runtime');
  const link = join(own, 'resources/app');
  if (!existsSync(join(own, 'electron')) || !existsSync(link)) {
    rmSync(own, { recursive: true, force: true });
    mkdirSync(dirname(own), { recursive: true });
    const linked = await run('cp', ['-al', folder, own], { quiet: true });
    if (linked.code !== 0) {
      rmSync(own, { recursive: true, force: true });
      cpSync(folder, own, { recursive: true });
    }
    // Relative, so that it leads to the copy when the whole checkout is copied.
    symlinkSync('../../..', link);
  }
  return {
    executable: join(own, 'electron'),
    version,
    origin: 'from the package registry, for development and tests',
    argv: [],
  };
}

/** @param {string} folder */
function versionIn(folder) {
  const file = join(folder, 'version');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : 'unknown';
}
