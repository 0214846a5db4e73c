import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../places.mjs';
import { run } from '../processes.mjs';
import { Stop, say } from '../progress.mjs';

const parent = '/var/tmp';
const notNeeded = ['.git', 'dist'];

/**
 * The checkout lies where only root may look (its home, a private temporary folder): the same files once more where
 * everybody may, for this run. They are hard links where the disk is the same, and cost no space.
 * @returns {Promise<{ root: string, remove: () => void }>}
 */
export async function stageCheckout() {
  const prefix = `tiep-dan-${createHash('sha256').update(projectRoot).digest('hex').slice(0, 12)}-`;
  removeLeftovers(prefix);
  const root = join(parent, `${prefix}${process.pid}`);
  const remove = () => rmSync(root, { recursive: true, force: true });
  const entries = readdirSync(projectRoot)
    .filter((name) => !notNeeded.includes(name))
    .map((name) => join(projectRoot, name));
  for (const how of ['-al', '-a']) {
    remove();
    mkdirSync(root, { mode: 0o755 });
    const copied = await run('cp', [how, '--target-directory', root, ...entries], { quiet: true });
    if (copied.code === 0) {
      say(`This folder is closed to ordinary users: running from ${root}`);
      return { root, remove };
    }
  }
  remove();
  throw new Stop(`The checkout could not be copied to ${parent}. Please put it where other users may read it.`);
}

/** What runs left that were killed before they could clean up. @param {string} prefix */
function removeLeftovers(prefix) {
  for (const name of readdirSync(parent)) {
    const left = name.startsWith(prefix) && !existsSync(`/proc/${name.slice(prefix.length)}`);
    if (left) rmSync(join(parent, name), { recursive: true, force: true });
  }
}
