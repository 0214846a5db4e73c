import { openStore, someFact } from './temporary.ts';

/** Records until it is killed and writes each sequence that came back: what the parent has read was promised. */
const store = await openStore({ folder: process.argv[2] ?? '' });
for (;;) {
  const places = await Promise.all([1, 2, 3].map(() => store.journal.record('difficulty.reported', someFact)));
  process.stdout.write(`${Math.max(...places.map(({ seq }) => seq))}\n`);
}
