import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { workFolder } from './prepare/ordinary-user.mjs';
import { prepareAll } from './prepare/prepare.mjs';
import { run } from './processes.mjs';
import { runCommand, Stop, say } from './progress.mjs';
import { tour } from './tour.mjs';

const usage = `npm start [-- options]: prepares what is missing, then opens the kiosk
  --config FILE          terminal.json to use (default: the one in the data folder, else a demonstration)
  --user-data-dir DIR    data folder (default ~/.local/share/tiep-dan)
  --enrol CODE           let this terminal in at the hub of its terminal.json: a code from npm run hub -- enrol
  --role kiosk|desk      what this terminal is (default: what its terminal.json says)
  --tour OUT             walk one service by itself, write a PNG per screen to OUT, and end
  --service ID|all       with --tour: every screen of this service, or of all, and contact sheets of them
  --portal stand-in      a stand-in for the state's portal, on this machine; with --tour: file on it
  --fault NAME           with --portal: one of what residents report of the portal, as often as wanted (--fault ? lists them)
  --text-size M|L|XL     with --tour: at this text size
  --theme NAME           with --tour: light, black-on-white or yellow-on-black
  --day YYYY-MM-DD       with --tour: as it will be on that day
  --help                 this text`;

function options() {
  try {
    return parseArgs({
      options: {
        config: { type: 'string' },
        'user-data-dir': { type: 'string' },
        role: { type: 'string' },
        enrol: { type: 'string' },
        tour: { type: 'string' },
        service: { type: 'string' },
        portal: { type: 'string' },
        fault: { type: 'string', multiple: true, default: [] },
        'text-size': { type: 'string' },
        theme: { type: 'string' },
        day: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new Stop(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`, 2);
  }
}

/** Chromium's complaints about a session bus and a graphics card, where there are none and none is needed. */
const chromiumNoise = /:ERROR:(bus|viz_main_impl|gl_surface_presentation_helper|object_proxy)[.]cc/;

/** `startAgain` of main/boot/exit-codes.ts: a supervisor starts the kiosk again, and so does this command. */
const startAgainCode = 75;

/** @typedef {ReturnType<typeof options>} Options */
/** @typedef {import('./prepare/prepare.mjs').Ready} Ready */

/**
 * The command as it is, or beside a stand-in for the portal.
 * @param {Ready} ready @param {[string, ...string[]]} command @param {Options} wanted @returns {[string, string[]]}
 */
function besidePortal({ runner, node }, [program, ...args], { portal, fault }) {
  if (portal === undefined) return [program, args];
  const faults = fault.flatMap((name) => ['--fault', name]);
  return [node, [join(runner.root, 'e2e/portal/run-beside.ts'), ...faults, '--', program, ...args]];
}

/** @param {Ready} ready @param {Options} wanted */
async function open(ready, wanted) {
  const { runner, runtime, environment } = ready;
  const named = wanted['user-data-dir'];
  const data = named === undefined ? join(runner.home, '.local/share/tiep-dan') : resolve(named);
  await runner.lend(data);
  const ours = [`--user-data-dir=${data}`];
  if (wanted.config !== undefined) {
    const config = resolve(wanted.config);
    const read = await runner.readable(config, workFolder(runner, 'start'));
    if (read !== config) say(`${config} is closed to the kiosk's user: it gets a copy`);
    ours.push(`--config=${read}`);
  }
  if (wanted.role !== undefined) ours.push(`--role=${wanted.role}`);
  if (wanted.enrol !== undefined) ours.push(`--enrol=${wanted.enrol}`);
  const [program, args] = runner.command(
    ...besidePortal(ready, [runtime.executable, ...runtime.argv, ...ours], wanted),
  );
  for (;;) {
    const { code } = await run(program, args, { cwd: runner.home, env: environment, apart: true, drop: chromiumNoise });
    if (code !== startAgainCode) return code;
    say('An officer asked for a new start');
  }
}

await runCommand(async () => {
  const wanted = options();
  if (wanted.portal !== undefined && wanted.portal !== 'stand-in') {
    throw new Stop(`--portal is stand-in, or is left out: the real portal then\n\n${usage}`, 2);
  }
  if (wanted.help) {
    say(usage);
    return 0;
  }
  const ready = await prepareAll({ virtualDisplay: wanted.tour !== undefined });
  try {
    return wanted.tour === undefined ? await open(ready, wanted) : await tour(ready, resolve(wanted.tour), wanted);
  } finally {
    ready.close();
  }
});
