import { parseArgs } from 'node:util';
import { check } from './check/check.mjs';
import { prepareAll, preparePackagesAndLibraries } from './prepare/prepare.mjs';
import { runCommand, Stop, say } from './progress.mjs';
import { endToEnd, unit } from './tests.mjs';

const usage = `npm test [-- options]: checks, unit tests, journeys in real Electron; the last line counts them all
  --grep PATTERN   only tests whose title matches, without the checks: --grep @fault, --grep F22; none is a failure
  --help           this text`;

/** What a part comes to that is not run. */
const nothing = { passed: 0, failed: 0, skipped: 0, failures: /** @type {string[]} */ ([]) };

/** @param {string | undefined} grep */
const chosen = (grep) => (grep === undefined ? [] : ['--grep', grep, '--pass-with-no-tests']);

/** `npm test`: everything there is, even when a part of it fails; the last line counts it all. */
await runCommand(async () => {
  const { grep, help } = options();
  if (help) {
    say(usage);
    return 0;
  }
  await preparePackagesAndLibraries({ tests: true });
  const ready = await prepareAll({ virtualDisplay: true }).catch(notReady);
  try {
    const checked = grep === undefined ? await checks() : nothing;
    say('\n== unit');
    const units = await unit([], grep);
    const electron = 'runtime' in ready ? `Electron ${ready.runtime.version} (${ready.runtime.origin})` : 'no Electron';
    say(`\n== end to end, on ${electron}`);
    const journeys = 'runtime' in ready ? await endToEnd(ready, chosen(grep)) : ready;

    const parts = Object.entries({ check: checked, unit: units, 'end to end': journeys });
    const failures = parts.flatMap(([name, part]) => part.failures.map((failure) => `  ${name}: ${failure}`));
    say(failures.length === 0 ? '' : `\nFailed:\n${failures.join('\n')}\n`);
    for (const [name, { passed, failed, skipped }] of parts) {
      say(`${name}: ${passed} passed, ${failed} failed, ${skipped} skipped`);
    }
    say(`Ran on ${electron}`);
    const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ what) =>
      parts.reduce((total, [, part]) => total + part[what], 0);
    say(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
    const isEmpty = sum('passed') + sum('failed') + sum('skipped') === 0;
    return isEmpty || sum('failed') > 0 ? 1 : 0;
  } finally {
    if ('close' in ready) ready.close();
  }
});

async function checks() {
  say('\n== check');
  return await check();
}

function options() {
  try {
    return parseArgs({ options: { grep: { type: 'string' }, help: { type: 'boolean', default: false } } }).values;
  } catch (error) {
    throw new Stop(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`, 2);
  }
}

/** Without a build or an Electron the rest is still tested, and the journeys count as one failure. @param {unknown} error */
function notReady(error) {
  if (!(error instanceof Stop)) throw error;
  say(error.message);
  return { passed: 0, failed: 1, skipped: 0, failures: ['could not be started, see the beginning'] };
}
