import { readFileSync } from 'node:fs';
import { join } from 'node:path';

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
  return JSON.parse(readFileSync(join(projectRoot, 'out/runtime.json'), 'utf8')) as Runtime;
}
