import type { Knex } from 'knex';
import { z } from 'zod';
import { sealedWords } from '../../shared/sync/sealed-words.ts';

/** A fact with somebody's words in it, still sealed. */
export interface FactWithWords {
  dev: string;
  stream: string;
  seq: number;
  kind: string;
  receivedAt: number;
  visit: string;
  words: z.infer<typeof sealedWords>;
}

export interface Words {
  /**
   * The next facts with words, newest first. `next`: where the page after this one begins, which may have nothing; null at
   * the end. An unreadable `before` begins at the newest.
   */
  page(from: { before: string | null; limit: number }): Promise<{ facts: FactWithWords[]; next: string | null }>;
}

/** Kinds whose facts may have words. */
const kindsWithWords = ['difficulty.explained', 'difficulty.reported'];
const rowsAtOnce = 500;
/** Facts looked at for one page: most have no words. */
const mostLookedAt = 5000;

const record = z.object({ body: z.object({ visit: z.string(), words: sealedWords }) });
const name = z.string().regex(/^\w{1,32}$/);
const place = z.tuple([z.number(), name, name, z.number()]);
type Place = z.infer<typeof place>;

export function openWords(database: Knex): Words {
  return {
    async page({ before, limit }) {
      const facts: FactWithWords[] = [];
      let at = placeIn(before);
      for (let looked = 0; looked < mostLookedAt; looked += rowsAtOnce) {
        const rows = await rowsBefore(database, at);
        for (const { dev, stream, seq, kind, recv_t, body } of rows) {
          if (facts.length === limit) return { facts, next: textOf(at) };
          at = [Number(recv_t), dev, stream, Number(seq)];
          const found = record.safeParse(parsed(body));
          if (!found.success) continue;
          facts.push({ dev, stream, seq: at[3], kind, receivedAt: at[0], ...found.data.body });
        }
        if (rows.length < rowsAtOnce) return { facts, next: null };
      }
      return { facts, next: textOf(at) };
    },
  };
}

interface Row {
  dev: string;
  stream: string;
  seq: number | string;
  kind: string;
  recv_t: number | string;
  body: Buffer;
}

async function rowsBefore(database: Knex, at: Place | null): Promise<Row[]> {
  const columns = ['recv_t', 'dev', 'stream', 'seq'];
  const query = database('landing').whereIn('kind', kindsWithWords);
  if (at !== null) void query.whereRaw('(recv_t, dev, stream, seq) < (?, ?, ?, ?)', at);
  return await query
    .orderBy(columns.map((column) => ({ column, order: 'desc' })))
    .limit(rowsAtOnce)
    .select(...columns, 'kind', 'body');
}

const textOf = (at: Place | null): string | null =>
  at === null ? null : Buffer.from(JSON.stringify(at)).toString('base64url');
const placeIn = (text: string | null): Place | null =>
  text === null ? null : (place.safeParse(parsed(Buffer.from(text, 'base64url'))).data ?? null);

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}
