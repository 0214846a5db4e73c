import { openStore, someFact } from './temporary.ts';

/**
 * Records until it is killed and tells each sequence and id that came back: what the outside has read was promised. Every
 * third fact counts itself in a side table, in the same transaction. `in-transaction` and `after-commit`: it kills itself
 * there, at the first such fact from this number on.
 */
const [folder = '', point = 'never', number = '0'] = process.argv.slice(2);
const store = await openStore({ folder });
const before = await store.progress.read();
let counted = typeof before === 'object' && before !== null && 'counted' in before ? Number(before.counted) : 0;

async function record(round: number): Promise<void> {
  const dies = (where: string): boolean => point === where && round >= Number(number);
  if (round % 3 === 0) {
    counted += 1;
    const body = JSON.stringify({ counted });
    const { seq, rid } = await store.journal.record(
      'visit.rated',
      { visit: someFact.visit, rating: 3 },
      async (trx) => {
        await trx('progress').insert({ id: 1, body }).onConflict('id').merge();
        if (dies('in-transaction')) process.kill(process.pid, 'SIGKILL');
      },
    );
    tell(seq, rid);
  } else {
    const { seq, rid } = await store.journal.record('difficulty.reported', someFact);
    if (dies('after-commit')) process.kill(process.pid, 'SIGKILL');
    tell(seq, rid);
  }
}
const tell = (seq: number, rid: string): void => {
  process.stdout.write(`${seq} ${rid}\n`);
};

for (let round = 1; ; round += 1) {
  if (round % 5 === 0) await Promise.all([1, 2, 4].map((offset) => record(round * 1000 + offset)));
  else await record(round);
}
