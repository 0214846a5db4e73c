import type { Knex } from 'knex';
import { tombstone } from '../../shared/sync/tombstone.ts';
import { type ChainPlace, chainNext, chainStart } from '../chain.ts';
import { endOfGap, type Gap } from './stream.ts';

interface OldFact {
  seq: number;
  rid: string;
  kind: string;
  body: Buffer;
  h: Buffer;
}

/** A stream of a damaged file: facts that its chain vouches for, and gaps, together without a hole. */
export interface SalvagedStream {
  stream: string;
  dev: string;
  begun: number;
  acked: number;
  city: number;
  facts: OldFact[];
  gaps: Gap[];
}

export interface Salvaged {
  /** The terminal's name as the file has it; null: it cannot be read. */
  dev: string | null;
  /** Rows of small tables that are taken over as they are. */
  rows: Partial<Record<(typeof smallTables)[number], SmallRow[]>>;
  streams: SalvagedStream[];
}

/** What of a small table's row is looked at. */
interface SmallRow {
  name?: unknown;
  value?: unknown;
  stream?: unknown;
  seq?: unknown;
  h?: unknown;
}

/** Tables that are taken over as far as they can be read. */
const smallTables = ['setting', 'progress', 'milestone', 'receipt', 'refused'] as const;
const rowsAtOnce = 50;
/** So many sequences one after the other without a readable row: the stream is taken to end before them. */
const longestHole = 2000;

interface OldStream {
  stream: string;
  dev?: string;
  begun: number;
  acked: number;
  city?: number;
}

/** Reads a damaged file as far as it can be read. What no hub has is salvaged, and what the city does not have. */
export async function readStreams(old: Knex): Promise<Salvaged> {
  const rows: Salvaged['rows'] = {};
  for (const table of smallTables) rows[table] = await attempt(async () => await old(table).select(), []);
  const known = await attempt<OldStream[]>(async () => await old('stream').orderBy('rowid'), []);
  const named = rows.setting?.find(({ name }) => name === 'dev')?.value;
  const dev = typeof named === 'string' && isDevice(named) ? named : (known.at(-1)?.dev ?? null);
  const streams: SalvagedStream[] = [];
  const found = known.length > 0 ? known.map(believable) : await streamsOfFacts(old);
  for (const stream of found) {
    const whose = stream.dev ?? dev;
    if (whose !== null && isDevice(whose) && isStream(stream.stream))
      streams.push(await readStream(old, { ...stream, dev: whose }, rows));
  }
  return { dev, rows, streams };
}

const isDevice = (name: string): boolean => /^[A-Za-z0-9]{1,32}$/.test(name);
const isStream = (name: string): boolean => /^[a-z2-7]{13}$/.test(name);

/** What is no number of records is none; what is too high is found out by the hub's word. */
function believable({ acked, city = acked, begun, ...rest }: OldStream): OldStream {
  const count = (value: unknown): number => (Number.isSafeInteger(value) ? Math.max(0, Number(value)) : 0);
  return { ...rest, begun: count(begun), acked: count(acked), city: count(city) };
}

async function attempt<T>(read: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await read();
  } catch {
    return otherwise;
  }
}

/** Where the list of streams is gone, the facts still name theirs; what a hub has of them is then not known. */
async function streamsOfFacts(old: Knex): Promise<OldStream[]> {
  const streams: OldStream[] = [];
  for (let after = ''; ; ) {
    const row = await attempt<{ stream: string } | undefined>(
      async () => await old('fact').where('stream', '>', after).orderBy('stream').first('stream'),
      undefined,
    );
    if (row === undefined || row.stream <= after) return streams;
    streams.push({ stream: row.stream, begun: 0, acked: 0 });
    after = row.stream;
  }
}

async function readStream(
  old: Knex,
  { stream, dev, begun, acked, city = acked }: OldStream & { dev: string },
  rows: Salvaged['rows'],
): Promise<SalvagedStream> {
  const gaps = await attempt<Gap[]>(async () => (await old('gap').where({ stream }).orderBy('seq')).filter(isGap), []);
  const base = await basePlace(old, { stream, dev }, Math.min(acked, city), gaps, rows);
  const found = await readableAfter(old, stream, base.seq, gaps);
  const chained = chain(base, found);
  const before: Gap[] = base.seq === 0 ? [] : [{ stream, seq: 1, n: base.seq, why: 'purged', h: base.h }];
  // Without anything to start from, the hub is asked again from the beginning.
  const known = base.seq >= Math.min(acked, city) ? { acked, city } : { acked: 0, city: 0 };
  const end = [...chained.facts, ...chained.gaps.map(endOfGap)].reduce(
    (last, { seq }) => Math.max(last, seq),
    base.seq,
  );
  return {
    stream,
    dev,
    begun,
    acked: Math.min(known.acked, end),
    city: Math.min(known.city, end),
    facts: chained.facts,
    gaps: [...before, ...chained.gaps.map((gap) => ({ ...gap, stream }))],
  };
}

/** From where on the chain can be checked: at `seq` when its hash can be read, else from the stream's beginning. */
async function basePlace(
  old: Knex,
  { stream, dev }: { stream: string; dev: string },
  seq: number,
  gaps: Gap[],
  rows: Salvaged['rows'],
): Promise<ChainPlace> {
  const start = { seq: 0, h: chainStart(dev, stream) };
  if (seq === 0) return start;
  const row = await attempt<OldFact | undefined>(
    async () => await old('fact').where({ stream, seq }).first('seq', 'h'),
    undefined,
  );
  const milestone = rows.milestone?.find((place) => place.stream === stream && place.seq === seq);
  const h = row?.h ?? milestone?.h ?? gaps.find((gap) => endOfGap(gap).seq === seq)?.h;
  return Buffer.isBuffer(h) && h.length === 32 ? { seq, h } : start;
}

type Found = OldFact | Gap;

/** Every row that can be read and known gap after a sequence, in order; many at once as long as that works. */
async function readableAfter(old: Knex, stream: string, after: number, gaps: Gap[]): Promise<Found[]> {
  const found: Found[] = [];
  const columns = ['seq', 'rid', 'kind', 'body', 'h'] as const;
  const mine = () => old('fact').where({ stream });
  let next = after + 1;
  for (let hole = 0; hole < longestHole; ) {
    const gap = gaps.find(({ seq }) => seq === next);
    if (gap !== undefined) {
      found.push(gap);
      next += gap.n;
      continue;
    }
    const many = await attempt<OldFact[] | null>(
      async () =>
        await mine()
          .andWhere('seq', '>=', next)
          .orderBy('seq')
          .limit(rowsAtOnce)
          .select(...columns),
      null,
    );
    if (many?.length === 0 && !gaps.some(({ seq }) => seq > next)) break;
    const one = async () =>
      await attempt<OldFact[]>(
        async () =>
          await mine()
            .andWhere('seq', next)
            .select(...columns),
        [],
      );
    const straight = (many ?? (await one())).filter((row, index) => row.seq === next + index && isWhole(row));
    found.push(...straight);
    hole = straight.length > 0 ? 0 : hole + 1;
    next += Math.max(1, straight.length);
  }
  return found;
}

/** A tombstone that was damaged must not say anything wild; and none covers more than a terminal ever records. */
function isGap({ seq, n, why, h }: Gap): boolean {
  const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) < 1e8;
  const parsed = tombstone.safeParse({ _t: why, n, h: Buffer.isBuffer(h) ? h.toString('hex') : '' });
  return isCount(seq) && isCount(n) && parsed.success;
}

const isWhole = ({ rid, kind, body, h }: OldFact): boolean =>
  typeof rid === 'string' && typeof kind === 'string' && Buffer.isBuffer(body) && Buffer.isBuffer(h) && h.length === 32;

/**
 * Goes along the chain. Where it does not lead on, a gap reaches to the first hash from which it does: the next record
 * vouches for that one.
 */
function chain(base: ChainPlace, found: Found[]): { facts: OldFact[]; gaps: Omit<Gap, 'stream'>[] } {
  const facts: OldFact[] = [];
  const gaps: Omit<Gap, 'stream'>[] = [];
  let place = base;
  for (let index = 0; index < found.length; index += 1) {
    const item = found[index];
    if (item === undefined) break;
    if (leadsOn(place, item)) {
      if ('body' in item) facts.push(item);
      else gaps.push(item);
      place = endOf(item);
      continue;
    }
    while (index + 1 < found.length && !isVouchedFor(found[index], found[index + 1])) index += 1;
    const last = found[index] ?? item;
    const end = endOf(last);
    gaps.push({ seq: place.seq + 1, n: end.seq - place.seq, why: 'damaged', h: end.h });
    place = end;
  }
  return { facts, gaps };
}

const endOf = (item: Found): ChainPlace => ('body' in item ? { seq: item.seq, h: item.h } : endOfGap(item));

function leadsOn({ seq, h }: ChainPlace, item: Found): boolean {
  return item.seq === seq + 1 && (!('body' in item) || chainNext(h, item.body).equals(item.h));
}

const isVouchedFor = (item: Found | undefined, next: Found | undefined): boolean =>
  item !== undefined && next !== undefined && 'body' in next && leadsOn(endOf(item), next);
