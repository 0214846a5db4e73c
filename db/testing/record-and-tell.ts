import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { type FrozenFact, freezeFacts } from '../terminal/frozen.ts';
import { openTerminalStore } from '../terminal/store.ts';
import { someFact } from './temporary.ts';

/**
 * Records so many facts, a moment apart, and tells what came of each: `OK seq rid`, or `NO condition`. Told as well: log
 * lines of alarm, how the disk was in the end, and the longest time for which nothing else could run, ms. Whoever is refused
 * the file says so, with the time that took.
 */
const [folder = '', facts = '50', pauseMs = '5', ballast = '0'] = process.argv.slice(2);
const tell = (...words: (string | number)[]): void => {
  process.stdout.write(`${words.join(' ')}\n`);
};
const line = (level: string) => (_fields: object, message: string) => tell('LOG', level, message);
const log = { warn: line('warn'), error: line('error') };

const freeze = freezeFacts({ boot: 'a-boot', now: Date.now });
const before = performance.now();
const opened = await openTerminalStore({ folder, clock: { now: Date.now }, log, ballastBytes: Number(ballast) });
if (opened.ok) {
  const { journal, condition, close } = opened.value;
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  // As the kiosk does: what was refused is kept, and tried again before what comes next.
  const kept: FrozenFact[] = [];
  for (let count = 0; count < Number(facts) || kept.length > 0; count += 1) {
    if (count < Number(facts)) kept.push(freeze('difficulty.reported', someFact));
    try {
      for (let [fact] = kept; fact !== undefined; [fact] = kept) {
        const { seq, rid } = await journal.write(fact);
        tell('OK', seq, rid);
        kept.shift();
      }
    } catch {
      tell('NO', condition());
    }
    await pause(Number(pauseMs));
  }
  tell('CONDITION', condition());
  tell('DELAY', Math.round(delay.max / 1e6));
  await close();
} else {
  tell('REFUSED', opened.error.code, Math.round(performance.now() - before));
}
