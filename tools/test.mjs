import { check } from './check/check.mjs';
import { prepareAll, preparePackagesAndLibraries } from './prepare/prepare.mjs';
import { runCommand, Stop, say } from './progress.mjs';
import { endToEnd, unit } from './tests.mjs';

/** `npm test`: everything there is, even when a part of it fails; the last line counts it all. */
await runCommand(async () => {
  await preparePackagesAndLibraries({ tests: true });
  const ready = await prepareAll({ virtualDisplay: true }).catch(notReady);
  try {
    say('\n== check');
    const checked = await check();
    say('\n== unit');
    const units = await unit();
    const electron = 'runtime' in ready ? `Electron ${ready.runtime.version} (${ready.runtime.origin})` : 'no Electron';
    say(`\n== end to end, on ${electron}`);
    const journeys = 'runtime' in ready ? await endToEnd(ready) : ready;

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
    return sum('failed') === 0 ? 0 : 1;
  } finally {
    if ('close' in ready) ready.close();
  }
});

/** Without a build or an Electron the rest is still tested, and the journeys count as one failure. @param {unknown} error */
function notReady(error) {
  if (!(error instanceof Stop)) throw error;
  say(error.message);
  return { passed: 0, failed: 1, skipped: 0, failures: ['could not be started, see the beginning'] };
}
