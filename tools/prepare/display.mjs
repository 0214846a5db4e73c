import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { run } from '../processes.mjs';
import { Stop, say } from '../progress.mjs';
import { workFolder } from './ordinary-user.mjs';

/** A portrait panel, as kiosks have it. */
const panel = { width: 1080, height: 1920 };

/**
 * The display the window opens on: the one there is, else a virtual one that `close` takes down.
 * @param {import('./ordinary-user.mjs').Runner} runner
 * @param {{ virtual: boolean }} wish virtual: tests have a display of their own where they can, of the panel's size
 * @returns {Promise<{ environment: NodeJS.ProcessEnv, close: () => void }>}
 */
export async function openDisplay(runner, { virtual }) {
  const there = await displayHere(runner);
  if (there !== null && !(virtual && (await run('which', ['Xvfb'], { quiet: true })).code === 0)) {
    return { environment: there, close: () => undefined };
  }
  const screen = `${panel.width}x${panel.height}x24`;
  // It dies with us, whatever ends us; in its own group, so that Ctrl+C ends the kiosk first and the display after it.
  const command = ['--pdeathsig', 'TERM', 'Xvfb', '-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp', '-ac'];
  const server = spawn('setpriv', command, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'], detached: true });
  const number = await new Promise((done) => {
    server.once('error', () => done(null));
    server.once('exit', () => done(null));
    server.stdio[3]?.once('data', (chunk) => done(String(chunk).trim()));
  });
  if (number === null) throw new Stop('No display, and a virtual one (Xvfb) could not be started.');
  say(`${there === null ? 'No display here' : 'Tests'}: a virtual one, ${panel.width} x ${panel.height} (:${number})`);
  server.unref();
  return { environment: { DISPLAY: `:${number}` }, close: () => void server.kill() };
}

/**
 * What a program needs to reach the display of the person who typed the command; null when there is none.
 * @param {import('./ordinary-user.mjs').Runner} runner
 * @returns {Promise<NodeJS.ProcessEnv | null>}
 */
async function displayHere(runner) {
  const { DISPLAY, WAYLAND_DISPLAY, HOME = '/', XAUTHORITY = join(HOME, '.Xauthority') } = process.env;
  if (!runner.steppedDown) return DISPLAY === undefined && WAYLAND_DISPLAY === undefined ? null : {};
  // Another user gets the X display with its key; a Wayland socket is closed to others for good.
  if (DISPLAY === undefined) return null;
  return { DISPLAY, XAUTHORITY: await runner.readable(XAUTHORITY, workFolder(runner, 'display')) };
}
