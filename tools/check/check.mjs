import { join } from 'node:path';
import { packageProgram, projectEnvironment, projectNode, projectRoot } from '../places.mjs';
import { run } from '../processes.mjs';
import { say } from '../progress.mjs';

const folders = ['main', 'renderer', 'shared', 'db', 'wire', 'hub', 'e2e', 'tools'];

/** Each is one test: what it is called, and the program whose exit code decides. The slow ones first. */
const checks = /** @type {Record<string, [program: string, ...args: string[]]>} */ ({
  types: [packageProgram('tsc'), '-b', '--pretty', 'false'],
  lint: [packageProgram('oxlint'), '--type-aware', '--deny-warnings', '--format', 'unix'],
  'dead code': [packageProgram('knip'), '--no-progress'],
  format: [packageProgram('biome'), 'ci', '--error-on-warnings', '--reporter', 'github', '.'],
  'import directions': [packageProgram('depcruise'), '--config', '.dependency-cruiser.mjs', ...folders],
  'words in both languages': [projectNode, join(projectRoot, 'tools/check/words.ts')],
  'no text outside the locales': [packageProgram('i18next-cli'), 'lint'],
  catalogue: [projectNode, join(projectRoot, 'tools/content/lint.ts')],
});

/** How many run at once: more than the cores of a small machine only makes each slower. */
const atOnce = 3;
const linesShown = 80;

/** Runs all checks, one line each, and the output of those that fail. @returns {Promise<import('../tests.mjs').Counts>} */
export async function check() {
  const waiting = Object.entries(checks);
  /** @type {string[]} */
  const failures = [];
  const workers = Array.from({ length: atOnce }, async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [name, [program, ...args]] = next;
      const began = Date.now();
      const env = { ...projectEnvironment(), NO_COLOR: '1' };
      const { code, output } = await run(program, args, { cwd: projectRoot, env, quiet: true });
      say(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
      if (code === 0) continue;
      failures.push(name);
      const lines = output.trimEnd().split('\n');
      const hidden = lines.length - linesShown;
      for (const line of lines.slice(0, linesShown)) say(`     ${line}`);
      if (hidden > 0) say(`     ... and ${hidden} more lines`);
    }
  });
  await Promise.all(workers);
  const failed = failures.length;
  return { passed: Object.keys(checks).length - failed, failed, skipped: 0, failures };
}
