import { cpSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { projectRoot, readRuntime } from './runtime.ts';

/** An empty window on the kiosk's runtime. A runtime that finds its program beside itself is copied into `folder` for it. */
export function bareWindow(folder: string): { executable: string; argv: string[] } {
  const { executable, argv } = readRuntime();
  const page = join(projectRoot, 'e2e/bench/bare');
  if (argv.length > 0) return { executable, argv: [page] };
  const copy = join(folder, 'runtime');
  cpSync(dirname(executable), copy, { recursive: true, verbatimSymlinks: true });
  rmSync(join(copy, 'resources/app'), { force: true });
  symlinkSync(page, join(copy, 'resources/app'));
  return { executable: join(copy, basename(executable)), argv: [] };
}
