import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { clockAt } from './clocks.mjs';
import { packageProgram, projectEnvironment, projectNode, projectRoot } from './places.mjs';
import { workFolder } from './prepare/ordinary-user.mjs';
import { run } from './processes.mjs';
import { Stop } from './progress.mjs';

/** What a part of the tests came to; `failures` are the names of those that failed. */
/** @typedef {{ passed: number, failed: number, skipped: number, failures: string[] }} Counts */

/**
 * Vitest over everything that needs no screen. `grep`: only tests whose title matches, and no others are counted. `moment`:
 * when it begins, by the clock of the tests and of all that they start.
 * @param {string[]} args @param {string} [grep] @param {string} [moment] @returns {Promise<Counts>}
 */
export async function unit(args = [], grep, moment) {
  const results = join(projectRoot, 'out/unit-results.json');
  mkdirSync(join(projectRoot, 'out'), { recursive: true });
  rmSync(results, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  const env = moment === undefined ? projectEnvironment() : clockAt(moment, projectEnvironment());
  if (moment !== undefined) await expectClock(moment, env);
  const { code } = await run(
    packageProgram('vitest'),
    ['run', ...reporters, ...(grep === undefined ? [] : ['-t', grep]), ...args],
    { cwd: projectRoot, env },
  );
  const found = /** @type {import('./results.d.ts').UnitResults} */ (read(results) ?? { testResults: [] });
  const wanted = new RegExp(grep ?? '');
  const everything = found.testResults.flatMap(({ name, status, assertionResults }) =>
    // A file that could not be loaded has no tests in it, and has failed all the same.
    assertionResults.length === 0 && status === 'failed'
      ? [{ fullName: `${name} could not be loaded`, status }]
      : assertionResults,
  );
  const all = everything.filter(({ fullName, status }) => status === 'failed' || wanted.test(fullName));
  const failures = all.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
  const passed = all.filter(({ status }) => status === 'passed').length;
  return counts(code, { passed, skipped: all.length - passed - failures.length, failures });
}

/**
 * Playwright against real Electron, as an ordinary user; its own `--grep` chooses.
 * @param {import('./prepare/prepare.mjs').Ready} ready
 * @param {string[]} args
 * @param {'playwright.config.ts' | 'playwright.long.config.ts'} [journeys]
 * @returns {Promise<Counts>}
 */
export async function endToEnd({ runner, node, environment }, args = [], journeys = 'playwright.config.ts') {
  const work = workFolder(runner, 'test-results');
  const results = join(work, 'results.json');
  rmSync(results, { force: true });
  const cli = join(runner.root, 'node_modules/@playwright/test/cli.js');
  const config = join(runner.root, 'e2e', journeys);
  const [program, command] = runner.command(node, [cli, 'test', '--config', config, ...args]);
  const { code } = await run(program, command, { cwd: runner.root, env: environment });
  const found = /** @type {import('./results.d.ts').JourneyResults} */ (read(results) ?? { suites: [], stats: {} });
  if (runner.root !== projectRoot) await run('cp', ['-r', work, join(projectRoot, 'out')]);
  const failures = found.suites.flatMap(failedSpecs);
  return counts(code, { passed: found.stats.expected ?? 0, skipped: found.stats.skipped ?? 0, failures });
}

/** @param {import('./results.d.ts').JourneySuite} suite @returns {string[]} */
function failedSpecs({ title, specs = [], suites = [] }) {
  const here = specs.filter(({ ok }) => !ok).map((spec) => `${title}: ${spec.title}`);
  return [...here, ...suites.flatMap(failedSpecs)];
}

/** Where the library is not, the loader goes on without it, and everything would pass by the true clock. @param {string} moment @param {NodeJS.ProcessEnv} env */
async function expectClock(moment, env) {
  const { output } = await run(projectNode, ['-p', 'new Date().toISOString()'], { env, quiet: true });
  if (Math.abs(Date.parse(output.trim()) - Date.parse(moment)) < 60_000) return;
  throw new Stop(`The clock cannot be set to ${moment} for the tests: is libfaketime installed? ${output.trim()}`);
}

/** A program that failed without a failed test has failed all the same. @param {number} code @param {Omit<Counts, 'failed'>} found */
function counts(code, { passed, skipped, failures }) {
  const named = code !== 0 && failures.length === 0 ? ['the test program itself, see above'] : failures;
  return { passed, skipped, failed: named.length, failures: named };
}

/** @param {string} file @returns {unknown} what it holds; null when it is not there */
function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}
