import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { workFolder } from './prepare/ordinary-user.mjs';
import { prepareAll } from './prepare/prepare.mjs';
import { run } from './processes.mjs';
import { runCommand, Stop, say } from './progress.mjs';

const usage = `npm start [-- options]: prepares what is missing, then opens the kiosk
  --config FILE          terminal.json to use (default: the one in the data folder, else a demonstration)
  --user-data-dir DIR    data folder (default ~/.local/share/tiep-dan)
  --role kiosk|desk      what this terminal is (default: what its terminal.json says)
  --tour OUT             walk one service by itself, write a PNG per screen to OUT, and end
  --text-size M|L|XL     with --tour: at this text size
  --theme NAME           with --tour: light, black-on-white or yellow-on-black
  --help                 this text`;

function options() {
  try {
    return parseArgs({
      options: {
        config: { type: 'string' },
        'user-data-dir': { type: 'string' },
        role: { type: 'string' },
        tour: { type: 'string' },
        'text-size': { type: 'string', default: 'M' },
        theme: { type: 'string', default: 'light' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new Stop(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`, 2);
  }
}

await runCommand(async () => {
  const { config, role, tour, help, theme, 'text-size': textSize, 'user-data-dir': folder } = options();
  if (help) {
    say(usage);
    return 0;
  }
  const ready = await prepareAll();
  const { runner, runtime, display, environment } = ready;
  try {
    if (tour !== undefined) {
      const work = workFolder(runner, 'tour');
      rmSync(work, { recursive: true, force: true });
      runner.own(work);
      const script = join(runner.root, 'e2e/tour/tour.ts');
      const [program, args] = runner.command(ready.node, [
        script,
        '--out',
        work,
        '--text-size',
        textSize,
        '--theme',
        theme,
      ]);
      const { code } = await run(program, args, { cwd: runner.root, env: environment });
      mkdirSync(resolve(tour), { recursive: true });
      cpSync(work, resolve(tour), { recursive: true });
      return code;
    }
    const data = folder === undefined ? join(runner.home, '.local/share/tiep-dan') : resolve(folder);
    runner.own(data);
    const ours = [`--user-data-dir=${data}`];
    if (config !== undefined) ours.push(`--config=${resolve(config)}`);
    if (role !== undefined) ours.push(`--role=${role}`);
    const [program, args] = runner.command(runtime.executable, [...runtime.argv, ...ours]);
    return (await run(program, args, { cwd: runner.home, env: environment })).code;
  } finally {
    display.close();
  }
});
