import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import { failure, type Result, success } from '../../shared/result.ts';
import type { FeedItem } from '../../shared/sync/feeds.ts';
import { withRetry } from './retry.ts';

export interface FeedPage {
  items: FeedItem[];
  /** The cursor to go on from. */
  next: string;
  more: boolean;
}

/**
 * Things that terminals follow. Each change takes the scope's next position in the transaction that makes it: whoever writes
 * holds the scope's row until the commit, so that positions become visible in their order on every engine, and a reader who
 * has seen one has seen all before it.
 */
export interface Feeds {
  /** Durable at return. Nothing happens when it is so already. */
  put(scope: string, key: string, body: unknown): Promise<void>;
  remove(scope: string, key: string): Promise<void>;
  /** A change (null: away with it) within a transaction; whoever commits it calls `tell`. */
  putIn(trx: Knex, scope: string, key: string, body: unknown): Promise<void>;
  /** Something was written to the scope and is committed. */
  tell(scope: string): void;
  /** What changed after a cursor; null: all there is. `gone`: the cursor is of another time, begin again with null. */
  page(scope: string, after: string | null, limit: number): Promise<Result<FeedPage, 'gone'>>;
  /** How far each scope has come: for whoever waits for what other processes write. */
  heads(): Promise<Map<string, number>>;
  onWritten(listener: (scope: string) => void): void;
  /** Forgets what was removed up to the present; a terminal that has not seen it begins again. */
  forgetRemoved(scope: string): Promise<void>;
  /** After a database was restored: positions will be given a second time, so that no cursor from before may be used. */
  renew(): Promise<void>;
}

interface Head {
  pos: number | string;
  floor: number | string;
  generation: string;
}
interface ItemRow {
  key: string;
  pos: number | string;
  ver: number | string;
  body: string | null;
}

const newGeneration = (): string => randomBytes(6).toString('base64url');

export function openFeeds(database: Knex): Feeds {
  const listeners: ((scope: string) => void)[] = [];
  const tell = (scope: string): void => {
    for (const listener of listeners) listener(scope);
  };
  async function change(scope: string, key: string, body: unknown): Promise<void> {
    const here: { body: string | null } | undefined = await database('feed_item').where({ scope, key }).first('body');
    if ((here?.body ?? null) === textOf(body)) return;
    await withRetry(async () => await database.transaction(async (trx) => await putIn(trx, scope, key, body)));
    tell(scope);
  }
  return {
    put: change,
    remove: async (scope, key) => await change(scope, key, null),
    putIn,
    tell,
    async page(scope, after, limit) {
      const head = (await headOf(database, scope)) ?? emptyHead;
      const from = placeIn(after, head);
      if (from === 'gone') return failure('gone');
      const query = database('feed_item').where({ scope }).andWhere('pos', '>', from.pos);
      // Whoever begins has nothing that could be taken away.
      if (after === null) void query.whereNotNull('body');
      const rows: ItemRow[] = await query
        .orderBy('pos')
        .limit(limit + 1)
        .select('key', 'pos', 'ver', 'body');
      const shown = rows.slice(0, limit);
      const upto = Number(shown.at(-1)?.pos ?? from.pos);
      return success({
        items: shown.map(({ key, pos, ver, body }) => ({
          key,
          pos: Number(pos),
          ver: Number(ver),
          ...(body === null ? { del: true, body: null } : { body: JSON.parse(body) as unknown }),
        })),
        next: `${head.generation}.${upto}.${from.base}`,
        more: rows.length > limit,
      });
    },
    async heads() {
      const rows: { scope: string; pos: number | string }[] = await database('feed_head').select('scope', 'pos');
      return new Map(rows.map(({ scope, pos }) => [scope, Number(pos)]));
    },
    onWritten(listener) {
      listeners.push(listener);
    },
    async forgetRemoved(scope) {
      await withRetry(
        async () =>
          await database.transaction(async (trx) => {
            await nextPosition(trx, scope);
            const removed = trx('feed_item').where({ scope }).whereNull('body');
            const last: { pos: number | string } | undefined = await removed
              .clone()
              .orderBy('pos', 'desc')
              .first('pos');
            if (last === undefined) return;
            await removed.delete();
            await trx('feed_head').where({ scope }).update({ floor: last.pos });
          }),
      );
    },
    async renew() {
      await database('feed_head').update({ generation: newGeneration() });
    },
  };
}

async function putIn(trx: Knex, scope: string, key: string, body: unknown): Promise<void> {
  const pos = await nextPosition(trx, scope);
  // Only now nobody else can change it.
  const here: { ver: number | string } | undefined = await trx('feed_item').where({ scope, key }).first('ver');
  const written = { pos, ver: Number(here?.ver ?? 0) + 1, body: textOf(body) };
  if (here === undefined) await trx('feed_item').insert({ scope, key, ...written });
  else await trx('feed_item').where({ scope, key }).update(written);
}

const textOf = (body: unknown): string | null => (body === null ? null : JSON.stringify(body));

/**
 * Taken until the transaction ends: everybody else who writes to the scope waits. Written before anything is read, for SQLite
 * lets a transaction that began by reading not wait for another process.
 */
async function nextPosition(trx: Knex, scope: string): Promise<number> {
  const take = async (): Promise<{ pos: number | string } | undefined> => {
    const [row]: { pos: number | string }[] = await trx('feed_head')
      .where({ scope })
      .update({ pos: trx.raw('pos + 1') })
      .returning('pos');
    return row;
  };
  let taken = await take();
  if (taken === undefined) {
    const fresh = { scope, pos: 0, floor: 0, generation: newGeneration() };
    await trx('feed_head').insert(fresh).onConflict('scope').ignore();
    taken = await take();
  }
  if (taken === undefined) throw new Error(`feed ${scope} has no head`);
  return Number(taken.pos);
}

async function headOf(database: Knex, scope: string): Promise<Head | undefined> {
  return await database('feed_head').where({ scope }).first();
}

/** Of a scope that nothing was written to yet. Reading makes none: a reader must not wait for a writer. */
const emptyHead: Head = { pos: 0, floor: 0, generation: '-' };

/**
 * A cursor is `generation.pos.base`; generation `-`: its reader has seen nothing. Base: what was forgotten when its reader began, who therefore never had it. A cursor that
 * is ahead of us was given by a hub that has since lost what it gave.
 */
function placeIn(cursor: string | null, head: Head): { pos: number; base: number } | 'gone' {
  const floor = Number(head.floor);
  if (cursor === null) return { pos: 0, base: floor };
  const [, generation, digits, baseDigits] = /^([\w-]+)\.(\d{1,15})\.(\d{1,15})$/.exec(cursor) ?? [];
  const [pos, base] = [Number(digits), Number(baseDigits)];
  const isOther = generation !== head.generation && generation !== emptyHead.generation;
  if (generation === undefined || isOther || pos > Number(head.pos) || Math.max(pos, base) < floor) return 'gone';
  return { pos, base };
}
