import { createHash } from 'node:crypto';
import { chownSync, mkdirSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { projectNode, projectRoot } from '../places.mjs';
import { run } from '../processes.mjs';
import { Stop, say } from '../progress.mjs';

/**
 * Who the kiosk runs as, and from where. Chromium's sandbox does not work for root and is never switched off, so root
 * prepares and then steps down to a user of its own.
 *
 * @typedef {object} Runner
 * @property {string} root the checkout, as this user can read it
 * @property {string} home
 * @property {(program: string, args: string[]) => [program: string, args: string[]]} command
 * @property {(folder: string) => void} own makes a folder and gives it to the user
 */

const userName = 'tiepdan';

/** @returns {Promise<Runner>} */
export async function prepareOrdinaryUser() {
  if (process.getuid?.() !== 0) {
    return {
      root: projectRoot,
      home: homedir(),
      command: (program, args) => [program, args],
      own: (folder) => mkdirSync(folder, { recursive: true }),
    };
  }
  const user = await ordinaryUser();
  const command = (/** @type {string} */ program, /** @type {string[]} */ args) =>
    /** @type {[string, string[]]} */ ([
      'setpriv',
      ['--reuid', String(user.uid), '--regid', String(user.gid), '--init-groups', '--', program, ...args],
    ]);
  const own = (/** @type {string} */ folder) => {
    mkdirSync(folder, { recursive: true });
    chownSync(folder, user.uid, user.gid);
  };
  await run('chmod', ['-R', 'a+rX', projectRoot], { quiet: true });
  const [program, args] = command(projectNode, ['-e', '0']);
  const root = (await run(program, args, { quiet: true })).code === 0 ? projectRoot : await stage();
  return { root, home: user.home, command, own };
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

/** The checkout lies where only root may look: the same files once more, where everybody may. Hard links cost no space. */
async function stage() {
  const name = createHash('sha256').update(projectRoot).digest('hex').slice(0, 12);
  const copy = `/var/tmp/tiep-dan-${name}`;
  rmSync(copy, { recursive: true, force: true });
  const linked = await run('cp', ['-al', projectRoot, copy], { quiet: true });
  if (linked.code !== 0) {
    rmSync(copy, { recursive: true, force: true });
    const copied = await run('cp', ['-a', projectRoot, copy], { quiet: true });
    if (copied.code !== 0) throw new Stop(`The checkout could not be copied to ${copy}: ${copied.output.slice(-500)}`);
  }
  await run('chmod', ['a+rX', copy], { quiet: true });
  say(`This folder is closed to ordinary users: running from ${copy}`);
  return copy;
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
