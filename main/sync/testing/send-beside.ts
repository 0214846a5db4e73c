import { readFileSync } from 'node:fs';
import { openStore, someFact } from '../../../db/testing/temporary.ts';
import { connectHub } from '../connect-hub.ts';
import { startSender } from '../sender.ts';

/**
 * A terminal's journal and sender as a process of its own, so that it can be killed and stopped: <folder> <address> <code>
 * <facts> <longest backoff, ms> <file of the authority>. Records so many facts, prints the place of each once it is durable, and sends until it is killed.
 */
const [folder = '', address = '', code = '', facts = '0', longestBackoffMs = '1000', ca = ''] = process.argv.slice(2);
const store = await openStore({ folder });
const { journal } = store;
const hub = { name: 'hall', address, code: code === '' ? null : { text: code, once: true } };
const { line } = await connectHub({
  hub,
  ca: ca === '' ? null : readFileSync(ca, 'utf8'),
  folder,
  store,
  now: Date.now,
});
if (code !== '') await line.enrol();
for (let count = 0; count < Number(facts); count += 1) {
  const { rid, seq } = await journal.record('difficulty.reported', someFact);
  process.stdout.write(`${JSON.stringify({ dev: journal.dev, rid, seq })}\n`);
}
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
startSender({ journal, line, log, now: Date.now, gatherMs: 5, longestBackoffMs: Number(longestBackoffMs) });
process.stdout.write('sending\n');
