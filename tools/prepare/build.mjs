import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageProgram, projectEnvironment, projectNode, projectRoot } from '../places.mjs';
import { run } from '../processes.mjs';
import { Stop, working } from '../progress.mjs';

const sources = [
  'main',
  'renderer',
  'shared',
  'db',
  'wire',
  'hub',
  'tools/content',
  'electron.vite.config.ts',
  'package-lock.json',
  'package.json',
];
const stamp = join(projectRoot, 'out/.built');

/** Builds main, preload and pages into out/ when a source is newer. */
export async function prepareBuild() {
  const digest = sourceDigest();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  await working('Build', async () => {
    const built = await run(packageProgram('electron-vite'), ['build', '--logLevel', 'warn'], {
      cwd: projectRoot,
      env: { ...projectEnvironment(), NODE_ENV: 'production' },
      quiet: true,
    });
    if (built.code !== 0) throw new Stop(`The build failed:\n${built.output.slice(-6000)}`);
    const content = await run(projectNode, [join(projectRoot, 'tools/content/build.ts')], { quiet: true });
    if (content.code !== 0) throw new Stop(`The content could not be put together:\n${content.output.slice(-6000)}`);
    writeFileSync(stamp, digest);
  });
}

/** Names, sizes and times of all sources: cheap to take, and different whenever one was touched. */
function sourceDigest() {
  const hash = createHash('sha256');
  const look = (/** @type {string} */ path) => {
    const full = join(projectRoot, path);
    if (!existsSync(full)) return;
    const { size, mtimeMs } = statSync(full);
    if (statSync(full).isDirectory()) for (const name of readdirSync(full).sort()) look(`${path}/${name}`);
    else hash.update(`${path} ${size} ${mtimeMs}\n`);
  };
  for (const source of sources) look(source);
  return hash.digest('hex');
}
