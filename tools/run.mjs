import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { check } from './check/check.mjs';
import { packageProgram, projectEnvironment, projectNode, projectRoot } from './places.mjs';
import { workFolder } from './prepare/ordinary-user.mjs';
import { prepareAll, preparePackagesAndLibraries } from './prepare/prepare.mjs';
import { run } from './processes.mjs';
import { runCommand, Stop, say } from './progress.mjs';
import { endToEnd, unit } from './tests.mjs';

/** The commands behind `npm run`: each prepares what it needs, then runs. */
const commands = {
  async check() {
    await preparePackagesAndLibraries();
    return (await check()).failed === 0 ? 0 : 1;
  },

  async unit(/** @type {string[]} */ args) {
    await preparePackagesAndLibraries();
    return (await unit(args)).failed === 0 ? 0 : 1;
  },

  async e2e(/** @type {string[]} */ args) {
    const ready = await prepareAll();
    try {
      return (await endToEnd(ready, args)).failed === 0 ? 0 : 1;
    } finally {
      ready.display.close();
    }
  },

  async hub(/** @type {string[]} */ args) {
    await preparePackagesAndLibraries();
    return (await run(projectNode, [join(projectRoot, 'hub/cli.ts'), ...args], { env: projectEnvironment() })).code;
  },

  async bench(/** @type {string[]} */ args) {
    const ready = await prepareAll();
    const { runner, display, environment } = ready;
    try {
      const work = workFolder(runner, 'bench');
      const [program, command] = runner.command(ready.node, [
        join(runner.root, 'e2e/bench/bench.ts'),
        '--out',
        work,
        ...args,
      ]);
      const { code } = await run(program, command, { cwd: runner.root, env: environment });
      for (const name of existsSync(work) ? readdirSync(work) : [])
        cpSync(join(work, name), join(projectRoot, 'e2e/bench', name));
      return code;
    } finally {
      display.close();
    }
  },

  async package() {
    const { runtime, display } = await prepareAll();
    display.close();
    const args = ['--linux', 'dir'];
    if (runtime.argv.length === 0) {
      say(
        'Warning: packed with a runtime for development and tests. A release must be built where the pinned Electron can be had.',
      );
      args.push(`-c.electronVersion=${runtime.version}`, `-c.electronDist=${join(projectRoot, 'out/runtime-plain')}`);
      const plain = join(projectRoot, 'out/runtime-plain');
      if (!existsSync(plain)) {
        mkdirSync(plain, { recursive: true });
        cpSync(join(projectRoot, 'out/runtime'), plain, {
          recursive: true,
          filter: (path) => !path.endsWith('/resources/app'),
        });
      }
    }
    return (await run(packageProgram('electron-builder'), args, { cwd: projectRoot, env: projectEnvironment() })).code;
  },
};

const [name = '', ...args] = process.argv.slice(2);
await runCommand(async () => {
  if (!Object.hasOwn(commands, name))
    throw new Stop(`There is no command '${name}': one of ${Object.keys(commands).join(', ')}.`, 2);
  return await commands[/** @type {keyof typeof commands} */ (name)](args);
});
