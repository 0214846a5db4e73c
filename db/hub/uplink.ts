import type { Knex } from 'knex';
import { pushLimits } from '../../shared/sync/wire.ts';
import { chainStart } from '../chain.ts';
import type { Envelope, Place } from './envelope.ts';
import { hashAt } from './landing.ts';

/** What goes to the city next: a device's own push, or records of which there is no push any more. */
export type Next = { from: number; upto: number } & (
  | { kind: 'envelope'; envelope: Envelope }
  | {
      kind: 'rebuilt';
      previous: Buffer;
      tip: Buffer;
      lines: Buffer[];
      /** How far the hall's clock was ahead of the terminal's when they came, ms. */
      clockOffset: number | null;
    }
);

/** What of a hall's facts the city has, and what it does not have yet. */
export interface Uplink {
  /** Streams of which the city lacks something. */
  waiting(): Promise<Place[]>;
  cityUpto(place: Place): Promise<number>;
  /** What follows what the city has; null: it has it all. `most`: rebuilt, of so many records at most, not as it came. */
  next(place: Place, most: number | null): Promise<Next | null>;
  /** The city has it up to here, whether that is more than before or less. */
  cityHas(place: Place, upto: number, at: number): Promise<void>;
  /** The chain's hash after a sequence as it lies here; null: not known. */
  hashAt(place: Place, seq: number): Promise<Buffer | null>;
  /** Lets go of pushes that the city had by then, ms: the facts stay. */
  prune(before: number): Promise<void>;
  note(dev: string, at: number, event: string, detail: string): Promise<void>;
}

export function openUplink(database: Knex): Uplink {
  return {
    waiting: async () =>
      await database('device_stream').whereRaw('upto > city').select('dev', 'stream').orderBy(['dev', 'first_t']),
    async cityUpto({ dev, stream }) {
      const row: { city: number | string } | undefined = await database('device_stream')
        .where({ dev, stream })
        .first('city');
      return Number(row?.city ?? 0);
    },
    async next({ dev, stream }, most) {
      const known: { upto: number | string; city: number | string } | undefined = await database('device_stream')
        .where({ dev, stream })
        .first('upto', 'city');
      const city = Number(known?.city ?? 0);
      if (known === undefined || Number(known.upto) <= city) return null;
      const kept: EnvelopeRow | undefined = await database('envelope')
        .where({ dev, stream })
        .andWhere('upto', '>', city)
        .orderBy('upto')
        .first();
      if (most === null && kept !== undefined && Number(kept.from_seq) <= city + 1) return asNext(kept);
      const end = most === null && kept !== undefined ? Number(kept.from_seq) - 1 : Number(known.upto);
      return await rebuilt(database, { dev, stream }, { city, end, most: most ?? pushLimits.records });
    },
    async cityHas({ dev, stream }, upto, at) {
      await database.transaction(async (trx) => {
        await trx('device_stream').where({ dev, stream }).update({ city: upto });
        const envelopes = () => trx('envelope').where({ dev, stream });
        await envelopes().andWhere('upto', '<=', upto).whereNull('city_t').update({ city_t: at });
        await envelopes().andWhere('upto', '>', upto).whereNotNull('city_t').update({ city_t: null });
      });
    },
    hashAt: async (place, seq) => await hashAt(database, { ...place, seq }),
    async prune(before) {
      await database('envelope').where('city_t', '<', before).delete();
    },
    async note(dev, at, event, detail) {
      await database('device_event').insert({ dev, at, event, detail: detail.slice(0, 200) });
    },
  };
}

interface EnvelopeRow {
  from_seq: number | string;
  upto: number | string;
  url: string;
  signature_input: string;
  signature: string;
  body: Buffer;
}

function asNext({ from_seq, upto, url, signature_input, signature, body }: EnvelopeRow): Next {
  const envelope = { url, signatureInput: signature_input, signature, body };
  return { kind: 'envelope', from: Number(from_seq), upto: Number(upto), envelope };
}

interface Row {
  seq: number | string;
  span: number | string;
  body: Buffer;
  h: Buffer;
  t_off: number | string | null;
}

const endOf = ({ seq, span }: Row): number => Number(seq) + Number(span) - 1;

/** Records as they lie here, after what the city has up to `end`: as many as go into one push and came at one offset of clocks. */
async function rebuilt(
  database: Knex,
  { dev, stream }: Place,
  { city, end, most }: { city: number; end: number; most: number },
): Promise<Next> {
  const rows = () => database('landing').where({ dev, stream }).select('seq', 'span', 'body', 'h', 't_off');
  const first: Row | undefined = await rows()
    .andWhere('seq', '<=', city + 1)
    .orderBy('seq', 'desc')
    .first();
  if (first === undefined || endOf(first) <= city) throw new Error(`${dev} ${stream}: nothing lies at ${city + 1}`);
  const from = Number(first.seq);
  const found: Row[] = await rows().whereBetween('seq', [from, end]).orderBy('seq').limit(most);
  const taken: Row[] = [];
  let bytes = 0;
  for (const row of found) {
    bytes += row.body.length;
    const tooMuch = taken.length > 0 && bytes > pushLimits.kilobytes * 1024;
    if (tooMuch || row.t_off !== first.t_off) break;
    taken.push(row);
  }
  const previous = from === 1 ? chainStart(dev, stream) : await hashAt(database, { dev, stream, seq: from - 1 });
  const last = taken.at(-1);
  if (previous === null || last === undefined) throw new Error(`${dev} ${stream}: no record lies before ${from}`);
  return {
    kind: 'rebuilt',
    from,
    upto: endOf(last),
    previous,
    tip: last.h,
    lines: taken.map(({ body }) => body),
    clockOffset: first.t_off === null ? null : Number(first.t_off),
  };
}
