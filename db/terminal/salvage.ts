import { closeSync, copyFileSync, existsSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs';
import type { Knex } from 'knex';
import { connect } from '../open.ts';
import type { DiskLog } from './disk.ts';
import { readStreams, type Salvaged, type SalvagedStream } from './salvage-read.ts';

const pageBytes = 4096;
const suffixes = ['', '-wal'] as const;

/**
 * Reads what can still be read of a damaged file that was set aside, and never changes it: a copy is looked into. Where the
 * head of the file is gone, that of a sound file of the same schema takes its place.
 */
export async function readDamaged(aside: string, sound: string, log: DiskLog): Promise<Salvaged> {
  const copy = `${aside}-copy`;
  const nothing: Salvaged = { dev: null, rows: {}, streams: [] };
  try {
    let best = nothing;
    for (const headIsGone of [false, true]) {
      removeCopy(copy);
      for (const suffix of suffixes) if (existsSync(aside + suffix)) copyFileSync(aside + suffix, copy + suffix);
      if (headIsGone) replaceHead(copy, sound);
      else if (!existsSync(copy)) continue;
      const old = connect(copy);
      const found = await readStreams(old).catch(() => nothing);
      await old.destroy();
      if (worth(found) > worth(best)) best = found;
      if (worth(best) > 0) break;
    }
    log.warn({ facts: worth(best), streams: best.streams.length }, 'salvaged from the damaged database');
    return best;
  } finally {
    removeCopy(copy);
  }
}

const worth = ({ streams, dev }: Salvaged): number =>
  streams.reduce((sum, { facts }) => sum + facts.length, 0) + Number(dev !== null);

function removeCopy(copy: string): void {
  for (const suffix of [...suffixes, '-shm', '-journal']) rmSync(copy + suffix, { force: true });
}

/** The first page tells where each table begins; for files made by the same migrations that is the same page. */
function replaceHead(file: string, sound: string): void {
  const page = Buffer.alloc(pageBytes);
  const from = openSync(sound, 'r');
  readSync(from, page, 0, pageBytes, 0);
  closeSync(from);
  // Two counters that differ: the length of the file is then its length on disk (file format, 1.3.7), and no list of free pages.
  page.writeUInt32BE(2, 24);
  page.writeUInt32BE(1, 92);
  page.fill(0, 32, 40);
  const to = openSync(file, existsSync(file) ? 'r+' : 'w+');
  writeSync(to, page, 0, pageBytes, 0);
  const size = statSync(file).size;
  if (size % pageBytes !== 0) writeSync(to, Buffer.alloc(pageBytes - (size % pageBytes)), 0, undefined, size);
  closeSync(to);
}

/**
 * Takes in what was salvaged: facts under their old streams, in order, and a tombstone for each span of known length that
 * could not be read. Streams that are here already are left alone, so it may be done twice.
 */
export async function takeIn(trx: Knex, { rows, streams }: Salvaged): Promise<void> {
  for (const [table, kept] of Object.entries(rows)) {
    for (const row of kept) {
      // A row that does not fit its table any more is not worth the others.
      await trx(table)
        .insert(row)
        .onConflict()
        .ignore()
        .catch(() => undefined);
    }
  }
  for (const stream of streams) await takeInStream(trx, stream);
}

async function takeInStream(
  trx: Knex,
  { stream, dev, begun, acked, city, facts, gaps }: SalvagedStream,
): Promise<void> {
  if ((await trx('stream').where({ stream }).first('stream')) !== undefined) return;
  await trx('stream').insert({ stream, dev, begun, acked, city });
  for (const fact of facts) await trx('fact').insert({ stream, ...fact });
  for (const gap of gaps) await trx('gap').insert({ ...gap, stream });
}
