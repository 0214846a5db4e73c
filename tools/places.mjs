import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout this file belongs to. */
export const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));

/** What may be fetched once and used by every checkout. */
export const cacheFolder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'tiep-dan');

/** The Node that comes with the packages: everything after the packages are there runs on it. */
export const projectNode = join(projectRoot, 'node_modules/node/bin/node');

/** @param {string} name A program that the packages brought along. */
export function packageProgram(name) {
  return join(projectRoot, 'node_modules/.bin', name);
}

/** The environment for programs of the packages: their Node first. */
export function projectEnvironment() {
  const path = [dirname(projectNode), join(projectRoot, 'node_modules/.bin'), process.env.PATH ?? ''].join(':');
  return { ...process.env, PATH: path };
}
