import { spawn } from 'node:child_process';
import { Stop, say } from '../progress.mjs';

/**
 * The display the window opens on: the one there is, else a virtual one of the panel's size that is taken down by `close`.
 * @returns {Promise<{ environment: NodeJS.ProcessEnv, close: () => void }>}
 */
export async function openDisplay() {
  const { DISPLAY, WAYLAND_DISPLAY, XAUTHORITY, XDG_RUNTIME_DIR } = process.env;
  if (DISPLAY !== undefined || WAYLAND_DISPLAY !== undefined) {
    return { environment: present({ DISPLAY, WAYLAND_DISPLAY, XAUTHORITY, XDG_RUNTIME_DIR }), close: () => undefined };
  }
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1080x1920x24', '-nolisten', 'tcp', '-ac'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise((done) => {
    server.once('error', () => done(null));
    server.once('exit', () => done(null));
    server.stdio[3]?.once('data', (chunk) => done(String(chunk).trim()));
  });
  if (number === null) throw new Stop('No display, and a virtual one (Xvfb) could not be started.');
  say(`No display here: using a virtual one, 1080 x 1920 (:${number})`);
  return { environment: { DISPLAY: `:${number}` }, close: () => void server.kill() };
}

/** @param {Record<string, string | undefined>} variables */
function present(variables) {
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined));
}
