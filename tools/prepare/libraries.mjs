import { existsSync } from 'node:fs';
import { run } from '../processes.mjs';
import { Stop, say, working } from '../progress.mjs';

/**
 * What Electron and the one compiled package need of Debian: each line is one need, its names by preference (Debian 13
 * and Ubuntu 24.04 renamed some for 64-bit time).
 */
const runtimeLibraries = [
  ['libnss3'],
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libasound2t64', 'libasound2'],
  ['libgbm1'],
  ['util-linux'],
];
const displayServer = [['xvfb']];
/** The hub's other engine: its tests run a server of their own. */
const testServer = [['postgresql-15', 'postgresql-16', 'postgresql-17', 'postgresql-18', 'postgresql']];
/** Disks that fail and clocks that lie are played by tampering with system calls. */
const faultTools = [['strace'], ['faketime']];
/** What a slip's paper says is read back from its PDF. */
const paperReader = [['poppler-utils']];
const compiler = [['python3'], ['make'], ['g++']];

/**
 * Installs what is missing when root, else says the one command that does.
 * @param {{ compile: boolean, tests?: boolean }} needs whether packages have to be compiled; whether the tests will run
 */
export async function prepareLibraries({ compile, tests = false }) {
  if (!existsSync('/usr/bin/dpkg-query')) {
    say(
      'Not a Debian system: make sure that the libraries of Electron are installed (nss, gtk 3, alsa, gbm; Xvfb without a display).',
    );
    return;
  }
  const headless = process.env.DISPLAY === undefined && process.env.WAYLAND_DISPLAY === undefined;
  const compilerThere = await Promise.all(
    compiler.map(async ([program = '']) => (await run('which', [program], { quiet: true })).code === 0),
  );
  const missingTools = compile ? compiler.filter((_, index) => !compilerThere[index]) : [];
  const wanted = [
    ...runtimeLibraries,
    ...(headless ? displayServer : []),
    ...(tests ? [...testServer, ...faultTools, ...paperReader] : []),
  ];
  const installed = await Promise.all(wanted.map(isInstalled));
  const missing = [...wanted.filter((_, index) => !installed[index]), ...missingTools];
  if (missing.length === 0) return;

  if (process.getuid?.() !== 0) {
    const names = await Promise.all(missing.map(nameHere));
    throw new Stop(
      `Some libraries are missing. Please run:\n  sudo apt-get install -y ${names.join(' ')}\nand try again.`,
    );
  }
  await working(`Debian libraries (${missing.map(([first]) => first).join(', ')})`, async () => {
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const updated = await run('apt-get', ['update'], { quiet: true, env: environment });
    if (updated.code !== 0) throw new Stop(`apt-get update failed:\n${updated.output.slice(-2000)}`);
    const names = await Promise.all(missing.map(nameHere));
    const added = await run('apt-get', ['install', '-y', '--no-install-recommends', ...names], {
      quiet: true,
      env: environment,
    });
    if (added.code !== 0) throw new Stop(`apt-get install ${names.join(' ')} failed:\n${added.output.slice(-2000)}`);
  });
}

/** @param {string[]} names */
async function isInstalled(names) {
  const asked = await run('dpkg-query', ['--status', ...names], { quiet: true });
  return asked.output.includes('install ok installed');
}

/** The name that this release knows; the last one when it knows none, for a readable error. @param {string[]} names */
async function nameHere(names) {
  for (const name of names) {
    const policy = await run('apt-cache', ['policy', name], { quiet: true });
    if (/Candidate: (?!\(none\))/.test(policy.output)) return name;
  }
  return names.at(-1) ?? '';
}
