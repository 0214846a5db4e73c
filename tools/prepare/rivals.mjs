import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectNode, projectRoot } from '../places.mjs';
import { run } from '../processes.mjs';
import { say, working } from '../progress.mjs';

const folder = join(projectRoot, 'e2e/bench/rivals');

/** Packages that the bench measures against; no part of the product. Without them their rows say so and the rest is measured. */
export async function prepareRivals() {
  if (existsSync(join(folder, 'node_modules/.package-lock.json'))) return;
  await working("The bench's rivals (npm ci, up to a minute)", async () => {
    const added = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder, quiet: true });
    const tried = await run(projectNode, ['-e', "require('pouchdb'); require('leveldown')"], {
      cwd: folder,
      quiet: true,
    });
    if (added.code !== 0 || tried.code !== 0) {
      say(`  The rivals are not available:\n${(added.code === 0 ? tried : added).output.slice(-1500)}`);
    }
  });
}
