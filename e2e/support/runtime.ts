import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const projectRoot = join(import.meta.dirname, '../..');

/** The Electron that `tools/` found, and how it is told to open this program. */
export interface Runtime {
  executable: string;
  version: string;
  origin: string;
  argv: string[];
}

/** Reads out/runtime.json; throws when nothing was prepared. */
export function readRuntime(): Runtime {
  const found = JSON.parse(readFileSync(join(projectRoot, 'out/runtime.json'), 'utf8')) as Runtime;
  const here = (path: string): string => resolve(projectRoot, path);
  return { ...found, executable: here(found.executable), argv: found.argv.map(here) };
}
