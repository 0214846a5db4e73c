import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectNode, projectRoot } from '../places.mjs';
import { run } from '../processes.mjs';
import { Stop, working } from '../progress.mjs';

/** @typedef {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }>} Packages */

/** What npm wrote down after its last complete install; not there after one that was cut off. */
const installed = join(projectRoot, 'node_modules/.package-lock.json');
const locked = join(projectRoot, 'package-lock.json');
const compiled = join(projectRoot, 'node_modules/sqlite3/build/Release/node_sqlite3.node');

/** True when node_modules is what package-lock.json says, whoever installed it. */
export function packagesAreThere() {
  if (![installed, compiled, projectNode].every((path) => existsSync(path))) return false;
  const [here, wanted] = [read(installed), read(locked)];
  const asLocked = Object.entries(wanted).every(([path, { version, optional, devOptional }]) =>
    // Optional ones are for other platforms.
    here[path] === undefined
      ? path === '' || optional === true || devOptional === true
      : here[path].version === version,
  );
  return asLocked && Object.keys(here).every((path) => wanted[path] !== undefined);
}

/** Installs the locked packages; sqlite3 is compiled where its ready-made build cannot be had, which takes two minutes. */
export async function preparePackages() {
  if (packagesAreThere()) return;
  await working('Packages (npm ci, up to 3 minutes)', async () => {
    const added = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: projectRoot,
      quiet: true,
      env: { ...process.env, ...nodeHeaders() },
    });
    if (added.code !== 0) throw new Stop(`npm ci failed:\n${added.output.slice(-4000)}`);
    const works = await run(projectNode, ['-e', "require('sqlite3')"], { cwd: projectRoot, quiet: true });
    if (works.code !== 0) throw new Stop(`sqlite3 was installed but does not load:\n${works.output.slice(-2000)}`);
  });
}

/** @param {string} lock @returns {Packages} */
function read(lock) {
  return JSON.parse(readFileSync(lock, 'utf8')).packages;
}

/** Headers that came with this machine's Node spare the compiler a download; they are the same for every Node-API module. */
function nodeHeaders() {
  const prefix = dirname(dirname(process.execPath));
  return existsSync(join(prefix, 'include/node/node_api.h')) ? { npm_config_nodedir: prefix } : {};
}
