import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from './check/check.mjs';
import { oddMoments } from './clocks.mjs';
import { faultsPage, faultTests } from './faults/page.mjs';
import { faultRows } from './faults/rows.mjs';
import { packProgram } from './package.mjs';
import { projectEnvironment, projectNode, projectRoot } from './places.mjs';
import { prepareBuild } from './prepare/build.mjs';
import { workFolder } from './prepare/ordinary-user.mjs';
import { prepareAll, preparePackagesAndLibraries, prepareProgram } from './prepare/prepare.mjs';
import { prepareRivals } from './prepare/rivals.mjs';
import { run } from './processes.mjs';
import { runCommand, Stop, say } from './progress.mjs';
import { endToEnd, unit } from './tests.mjs';
import { tour } from './tour.mjs';

/** Which screen of the tour each picture of the README shows. */
const pictures = { attract: 'attract', choose: 'choose', difficulty: 'difficulties' };
/** The same, of the tour that files on the stand-in. */
const portalPictures = { portal: 'agency', keys: 'keys' };

/** @returns {Promise<import('./tests.mjs').Counts>} */
async function everyForm() {
  const ready = await prepareAll({ virtualDisplay: true, tests: true });
  try {
    return await endToEnd(ready, [], 'playwright.long.config.ts');
  } finally {
    ready.close();
  }
}

/** The commands behind `npm run`: each prepares what it needs, then runs. @type {Record<string, (args: string[]) => Promise<number>>} */
const commands = {
  async check() {
    await preparePackagesAndLibraries();
    return (await check()).failed === 0 ? 0 : 1;
  },

  async unit(args) {
    await preparePackagesAndLibraries({ tests: true });
    return (await unit(args)).failed === 0 ? 0 : 1;
  },

  /**
   * The same tests of the fault matrix, more of each: more seeds, more schedules, more kills. Then a registration on every
   * make of the live form (`--forms`: these alone), and all unit tests by clocks at which calendars part (`--clocks`).
   */
  async long(args) {
    await preparePackagesAndLibraries({ tests: true });
    /** @type {[string, import('./tests.mjs').Counts][]} */
    const parts = [];
    const isAll = !args.includes('--clocks') && !args.includes('--forms');
    if (isAll) {
      process.env.TIEP_DAN_LONG = '1';
      const rows = Object.entries(faultRows).filter(([, { runs }]) => runs === 'test and long');
      parts.push(['faults', await unit([], `(${rows.map(([name]) => name).join('|')})\\b.*@fault`)]);
      delete process.env.TIEP_DAN_LONG;
    }
    if (isAll || args.includes('--forms')) parts.push(['forms', await everyForm()]);
    for (const [moment] of isAll || args.includes('--clocks') ? oddMoments : []) {
      say(`\n== unit, begun at ${moment}`);
      parts.push([moment, await unit([], undefined, moment)]);
    }
    for (const [name, { failures }] of parts) for (const failure of failures) say(`  ${name}: ${failure}`);
    for (const [name, { passed, failed, skipped }] of parts) {
      say(`${name}: ${passed} passed, ${failed} failed, ${skipped} skipped`);
    }
    return parts.every(([, { failed }]) => failed === 0) ? 0 : 1;
  },

  /** docs/faults.md, made anew. */
  async faults() {
    writeFileSync(join(projectRoot, 'docs/faults.md'), faultsPage(faultTests()));
    return 0;
  },

  async e2e(args) {
    const ready = await prepareAll({ virtualDisplay: true, tests: true });
    try {
      return (await endToEnd(ready, args)).failed === 0 ? 0 : 1;
    } finally {
      ready.close();
    }
  },

  async content(args) {
    await preparePackagesAndLibraries();
    return (await run(projectNode, [join(projectRoot, 'tools/content/cli.ts'), ...args], { env: projectEnvironment() }))
      .code;
  },

  async pin(args) {
    await preparePackagesAndLibraries();
    return (await run(projectNode, [join(projectRoot, 'tools/pin.ts'), ...args], { env: projectEnvironment() })).code;
  },

  async hub(args) {
    await preparePackagesAndLibraries();
    await prepareBuild();
    return (await run(projectNode, [join(projectRoot, 'hub/cli.ts'), ...args], { env: projectEnvironment() })).code;
  },

  async simulate(args) {
    await preparePackagesAndLibraries();
    // Each terminal's commits wait on a thread of their own.
    const env = { ...projectEnvironment(), UV_THREADPOOL_SIZE: '64' };
    return (await run(projectNode, [join(projectRoot, 'tools/simulate/cli.ts'), ...args], { env })).code;
  },

  async bench(args) {
    // A checkout that is closed to ordinary users is copied for them: the rivals must be there by then.
    await preparePackagesAndLibraries();
    await prepareRivals();
    const { runner, node, environment, close } = await prepareAll({ virtualDisplay: true });
    try {
      const results = join(workFolder(runner, 'bench'), 'results.json');
      rmSync(results, { force: true });
      const [program, command] = runner.command(node, [join(runner.root, 'e2e/bench/bench.ts'), ...args]);
      const env = { ...environment, TIEP_DAN_BENCH_RESULTS: results };
      const { code } = await run(program, command, { cwd: runner.root, env });
      if (existsSync(results)) copyFileSync(results, join(projectRoot, 'e2e/bench/results.json'));
      return code;
    } finally {
      close();
    }
  },

  /** The pictures of the README, made anew. */
  async pictures() {
    const ready = await prepareAll({ virtualDisplay: true });
    try {
      const shots = join(projectRoot, 'out/pictures');
      rmSync(shots, { recursive: true, force: true });
      const onPortal = join(shots, 'portal');
      const code = (await tour(ready, shots)) || (await tour(ready, onPortal, { portal: 'stand-in' }));
      const folder = join(projectRoot, 'docs/pictures');
      mkdirSync(folder, { recursive: true });
      const wanted = [
        ...Object.entries(pictures).map((pair) => [shots, ...pair]),
        ...Object.entries(portalPictures).map((pair) => [onPortal, ...pair]),
      ];
      for (const [from = '', name = '', screen = ''] of wanted) {
        const shot = readdirSync(join(from, 'vi')).find((file) => file.endsWith(`-${screen}.png`));
        if (shot === undefined) throw new Stop(`The tour made no picture of ${screen}.`);
        copyFileSync(join(from, 'vi', shot), join(folder, `${name}.png`));
      }
      return code;
    } finally {
      ready.close();
    }
  },

  async package() {
    return await packProgram(await prepareProgram());
  },
};

const [name = '', ...args] = process.argv.slice(2);
await runCommand(async () => {
  const command = commands[name];
  if (command === undefined) {
    throw new Stop(`There is no command '${name}': one of ${Object.keys(commands).join(', ')}.`, 2);
  }
  return await command(args);
});
