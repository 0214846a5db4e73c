import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { packageProgram, projectEnvironment, projectRoot } from './places.mjs';
import { workFolder } from './prepare/ordinary-user.mjs';
import { run } from './processes.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** Vitest over everything that needs no screen. @param {string[]} args @returns {Promise<Counts>} */
export async function unit(args = []) {
  const results = join(projectRoot, 'out/unit-results.json');
  mkdirSync(join(projectRoot, 'out'), { recursive: true });
  rmSync(results, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  const { code } = await run(packageProgram('vitest'), ['run', ...reporters, ...args], {
    cwd: projectRoot,
    env: projectEnvironment(),
  });
  const found = read(results);
  return counts(code, {
    passed: Number(found.numPassedTests ?? 0),
    // A file that could not be loaded has no failed test in it, and has failed all the same.
    failed: Math.max(Number(found.numFailedTests ?? 0), Number(found.numFailedTestSuites ?? 0) > 0 ? 1 : 0),
    skipped: Number(found.numPendingTests ?? 0) + Number(found.numTodoTests ?? 0),
  });
}

/**
 * Playwright against real Electron, as an ordinary user.
 * @param {Awaited<ReturnType<typeof import('./prepare/prepare.mjs').prepareAll>>} ready
 * @param {string[]} args
 * @returns {Promise<Counts>}
 */
export async function endToEnd(ready, args = []) {
  const { runner, environment } = ready;
  const work = workFolder(runner, 'test-results');
  const results = join(work, 'results.json');
  rmSync(results, { force: true });
  const cli = join(runner.root, 'node_modules/@playwright/test/cli.js');
  const [program, command] = runner.command(ready.node, [
    cli,
    'test',
    '--config',
    join(runner.root, 'e2e/playwright.config.ts'),
    ...args,
  ]);
  const { code } = await run(program, command, {
    cwd: runner.root,
    env: { ...environment, PLAYWRIGHT_JSON_OUTPUT_NAME: results },
  });
  const stats = /** @type {Record<string, unknown>} */ (read(results).stats ?? {});
  return counts(code, {
    passed: Number(stats.expected ?? 0),
    failed: Number(stats.unexpected ?? 0) + Number(stats.flaky ?? 0),
    skipped: Number(stats.skipped ?? 0),
  });
}

/** A runner that failed without a failed test has failed all the same. @param {number} code @param {Counts} found @returns {Counts} */
function counts(code, found) {
  return code !== 0 && found.failed === 0 ? { ...found, failed: 1 } : found;
}

/** @param {string} file @returns {Record<string, unknown>} */
function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}
