import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { packageProgram, projectEnvironment, projectRoot } from './places.mjs';
import { run } from './processes.mjs';
import { Stop, say } from './progress.mjs';

/**
 * Packs the built program for Linux into dist/.
 * @param {import('./runtime/find.mjs').Runtime} runtime @returns {Promise<number>} exit code
 */
export async function packProgram(runtime) {
  const args = ['--linux', 'dir'];
  if (runtime.origin !== 'its own download') {
    say(
      'Warning: packed with a runtime for development and tests. Build a release where the pinned Electron can be had.',
    );
    args.push(`-c.electronVersion=${runtime.version}`, `-c.electronDist=${await plainRuntime(runtime)}`);
  }
  return (await run(packageProgram('electron-builder'), args, { cwd: projectRoot, env: projectEnvironment() })).code;
}

/** The runtime without the link that leads back into this checkout. @param {import('./runtime/find.mjs').Runtime} runtime */
async function plainRuntime({ executable }) {
  const plain = join(projectRoot, 'out/runtime-plain');
  rmSync(plain, { recursive: true, force: true });
  const copied = await run('cp', ['-r', join(executable, '..'), plain], { quiet: true });
  if (copied.code !== 0) throw new Stop(`The runtime could not be copied: ${copied.output.slice(-500)}`);
  rmSync(join(plain, 'resources/app'), { force: true });
  return plain;
}
