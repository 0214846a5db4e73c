import { join } from 'node:path';
import { packageProgram, projectEnvironment, projectNode, projectRoot } from '../places.mjs';
import { run } from '../processes.mjs';
import { say } from '../progress.mjs';

/** @type {Record<string, [program: string, args: string[]]>} */
const checks = {
  types: [packageProgram('tsc'), ['-b']],
  format: [packageProgram('biome'), ['ci', '--error-on-warnings', '.']],
  lint: [packageProgram('oxlint'), ['--type-aware', '--deny-warnings']],
  'import directions': [
    packageProgram('depcruise'),
    ['--config', '.dependency-cruiser.mjs', 'main', 'renderer', 'shared', 'db', 'hub', 'e2e', 'tools'],
  ],
  'dead code': [packageProgram('knip'), []],
  'words complete': [projectNode, [join(projectRoot, 'tools/check/words.ts')]],
  'texts outside the locales': [packageProgram('i18next-cli'), ['lint']],
  catalogue: [projectNode, [join(projectRoot, 'tools/content/lint.ts')]],
};

/** How many run at once: more than the cores of a small machine only makes each slower. */
const atOnce = 3;

/** Runs all checks, one line each; the output of those that fail. @returns {Promise<{ passed: number, failed: number, skipped: number }>} */
export async function check() {
  const waiting = Object.entries(checks);
  let failed = 0;
  const one = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [name, [program, args]] = next;
      const began = Date.now();
      const { code, output } = await run(program, args, { cwd: projectRoot, env: projectEnvironment(), quiet: true });
      const seconds = ((Date.now() - began) / 1000).toFixed(1);
      say(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
      if (code === 0) continue;
      failed += 1;
      say(
        output
          .trimEnd()
          .split('\n')
          .slice(-80)
          .map((line) => `     ${line}`)
          .join('\n'),
      );
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return { passed: Object.keys(checks).length - failed, failed, skipped: 0 };
}
