import { check } from './check/check.mjs';
import { prepareAll } from './prepare/prepare.mjs';
import { runCommand, say } from './progress.mjs';
import { endToEnd, unit } from './tests.mjs';

/** `npm test`: everything there is, even when a part of it fails; the last line counts it all. */
await runCommand(async () => {
  const ready = await prepareAll();
  const { version, origin } = ready.runtime;
  try {
    say('\n== check');
    const checked = await check();
    say('\n== unit');
    const units = await unit();
    say(`\n== end to end, on Electron ${version}`);
    const journeys = await endToEnd(ready);
    const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ what) => checked[what] + units[what] + journeys[what];
    say(`\nElectron ${version} (${origin})`);
    for (const [name, part] of Object.entries({ check: checked, unit: units, 'end to end': journeys })) {
      say(`${name}: ${part.passed} passed, ${part.failed} failed, ${part.skipped} skipped`);
    }
    say(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
    return sum('failed') === 0 ? 0 : 1;
  } finally {
    ready.display.close();
  }
});
