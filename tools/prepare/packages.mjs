import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectNode, projectRoot } from '../places.mjs';
import { run } from '../processes.mjs';
import { Stop, working } from '../progress.mjs';

const stamp = join(projectRoot, 'node_modules/.prepared');

function lockDigest() {
  return createHash('sha256')
    .update(readFileSync(join(projectRoot, 'package-lock.json')))
    .digest('hex');
}

/** True when node_modules is what package-lock.json says. */
export function packagesAreThere() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === lockDigest() && existsSync(projectNode);
}

/** Installs the locked packages; sqlite3 is compiled where its ready-made build cannot be had, which takes two minutes. */
export async function preparePackages() {
  if (packagesAreThere()) return;
  await working('Packages (npm ci)', async () => {
    const installed = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: projectRoot,
      quiet: true,
      env: { ...process.env, ...nodeHeaders() },
    });
    if (installed.code !== 0) throw new Stop(`npm ci failed:\n${installed.output.slice(-4000)}`);
    const works = await run(projectNode, ['-e', "require('sqlite3')"], { cwd: projectRoot, quiet: true });
    if (works.code !== 0) throw new Stop(`sqlite3 was installed but does not load:\n${works.output.slice(-2000)}`);
    writeFileSync(stamp, lockDigest());
  });
}

/** Headers that came with this machine's Node spare the compiler a download; they are the same for every Node-API module. */
function nodeHeaders() {
  const prefix = dirname(dirname(process.execPath));
  return existsSync(join(prefix, 'include/node/node_api.h')) ? { npm_config_nodedir: prefix } : {};
}
