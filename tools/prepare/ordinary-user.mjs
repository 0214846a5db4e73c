import { chmodSync, chownSync, copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { projectRoot } from '../places.mjs';
import { run } from '../processes.mjs';
import { Stop, say } from '../progress.mjs';
import { stageCheckout } from './stage.mjs';

/**
 * Who the kiosk runs as, and from where. Chromium's sandbox does not work for root and is never switched off, so root
 * prepares and then steps down to a user of its own.
 *
 * @typedef {object} Runner
 * @property {boolean} steppedDown true when this user is another than the one who typed the command
 * @property {string} root the checkout, as this user can read it
 * @property {string} home
 * @property {(program: string, args: string[]) => [program: string, args: string[]]} command
 * @property {(folder: string) => void} own makes a folder of ours, for this user to write in
 * @property {(folder: string) => Promise<void>} lend makes or hands over a folder that the person named
 * @property {(file: string, folder: string) => Promise<string>} readable the file, or a copy in `folder` when it is closed to this user
 * @property {() => void} leave takes down what was put up for this run
 */

const userName = 'tiepdan';

/** @returns {Promise<Runner>} */
export async function prepareOrdinaryUser() {
  if (process.getuid?.() !== 0) {
    const make = (/** @type {string} */ folder) => void mkdirSync(folder, { recursive: true });
    return {
      steppedDown: false,
      root: projectRoot,
      home: homedir(),
      command: (program, args) => [program, args],
      own: make,
      lend: async (folder) => make(folder),
      readable: async (file) => file,
      leave: () => undefined,
    };
  }
  const user = await ordinaryUser();
  /** @type {Runner['command']} */
  const command = (program, args) => [
    'setpriv',
    ['--reuid', String(user.uid), '--regid', String(user.gid), '--init-groups', '--', program, ...args],
  ];
  const can = async (/** @type {string} */ program, /** @type {string[]} */ args) =>
    (await run(...command(program, args), { quiet: true, cwd: '/' })).code === 0;
  const own = (/** @type {string} */ folder) => {
    const first = mkdirSync(folder, { recursive: true });
    for (let made = folder; made.length >= (first ?? folder).length; made = dirname(made)) {
      chownSync(made, user.uid, user.gid);
    }
  };
  await run('chmod', ['-R', 'a+rX', projectRoot], { quiet: true });
  const staged = (await can('test', ['-r', join(projectRoot, 'package.json')])) ? null : await stageCheckout();
  return {
    steppedDown: true,
    root: staged?.root ?? projectRoot,
    home: user.home,
    command,
    own,
    lend: async (folder) => {
      if (!existsSync(folder)) own(folder);
      else if (!(await can('test', ['-w', folder]))) await run('chown', ['-R', `${user.uid}:${user.gid}`, folder]);
      if (await can('test', ['-w', folder, '-a', '-x', folder])) return;
      throw new Stop(
        `${folder} lies where only root may look, and the kiosk runs as '${userName}'. Choose another place.`,
      );
    },
    readable: async (file, folder) => {
      if (!existsSync(file) || (await can('test', ['-r', file]))) return file;
      const copy = join(folder, basename(file));
      copyFileSync(file, copy);
      chownSync(copy, user.uid, user.gid);
      chmodSync(copy, 0o400);
      return copy;
    },
    leave: () => staged?.remove(),
  };
}

async function ordinaryUser() {
  let entry = await run('getent', ['passwd', userName], { quiet: true });
  if (entry.code !== 0) {
    say(`Running as root: the kiosk gets an ordinary user of its own, '${userName}', so that its sandbox works`);
    const added = await run('useradd', ['--create-home', '--shell', '/usr/sbin/nologin', userName], { quiet: true });
    if (added.code !== 0) throw new Stop(`The user '${userName}' could not be made: ${added.output}`);
    entry = await run('getent', ['passwd', userName], { quiet: true });
  }
  const [, , uid, gid, , home = '/'] = entry.output.trim().split(':');
  return { uid: Number(uid), gid: Number(gid), home };
}

/** Says so when this machine allows no sandbox at all, instead of letting Chromium crash. @param {Runner} runner */
export async function checkSandbox(runner) {
  const [program, args] = runner.command('unshare', ['--user', '--map-root-user', 'true']);
  if ((await run(program, args, { quiet: true })).code === 0) return;
  say(
    'Warning: this machine lets ordinary users make no user namespaces, so the sandbox may not start. ' +
      'On Debian: sysctl kernel.unprivileged_userns_clone=1; on Ubuntu 24.04: sysctl kernel.apparmor_restrict_unprivileged_userns=0',
  );
}

/** A place for what a run writes, owned by who runs. @param {Runner} runner @param {string} name */
export function workFolder(runner, name) {
  const folder = join(runner.root, 'out', name);
  runner.own(folder);
  return folder;
}
