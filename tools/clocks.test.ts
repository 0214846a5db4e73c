import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { clockAt, oddMoments } from './clocks.mjs';

/** Tells what its clock shows by itself, in a thread and in a program that it starts, and its steady clock, which timers go by. */
const probe = `
  const { execFileSync } = require('node:child_process');
  const { Worker } = require('node:worker_threads');
  const thread = new Worker("require('node:worker_threads').parentPort.postMessage(Date.now())", { eval: true });
  const child = Number(execFileSync('date', ['+%s%3N']));
  const steady = Number(process.hrtime.bigint() / 1000000n);
  thread.once('message', (time) => console.log(JSON.stringify({ itself: Date.now(), child, thread: time, steady })));
`;

/** Within the next ten seconds, ms. */
const soonAfter = (time: number) => expect.closeTo(time + 5000, -4);

test.each(oddMoments)(
  'a program begun at %s has that clock in its threads and programs, and the machine’s for its timers',
  (moment) => {
    const env = clockAt(moment, { ...process.env, TZ: 'America/Los_Angeles' });
    const steady = Number(process.hrtime.bigint() / 1_000_000n);
    const said: unknown = JSON.parse(execFileSync(process.execPath, ['-e', probe], { env, encoding: 'utf8' }));
    const then = soonAfter(Date.parse(moment));
    expect(said).toEqual({ itself: then, child: then, thread: then, steady: soonAfter(steady) });
  },
);

test('a clock is set from the true time, also by a program whose own clock is another', () => {
  const twice = `import { clockAt } from '${new URL('clocks.mjs', import.meta.url).href}';
    import { execFileSync } from 'node:child_process';
    const env = clockAt('2027-02-28T23:59:00Z');
    process.stdout.write(execFileSync(process.execPath, ['-p', 'new Date().toISOString()'], { env }));`;
  const env = clockAt('2028-02-29T12:00:00Z');
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', twice], { env, encoding: 'utf8' });
  expect(said).toMatch(/^2027-02-28T23:59:/);
});
