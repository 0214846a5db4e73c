import type { Knex } from 'knex';
import type { PullReply } from '../../shared/sync/feeds.ts';

/** Something a hub handed down, as it is now. */
export interface Received {
  key: string;
  ver: number;
  body: unknown;
}

/** What a terminal has read of its hub's feeds. */
export interface TerminalFeeds {
  /** Where to read on; null: from the beginning. */
  cursor(scope: string): Promise<string | null>;
  /** Takes an answer: its items and the cursor after them, both or neither. False: it does not follow on what is here. */
  apply(answer: PullReply): Promise<boolean>;
  /** Reads again from the beginning. What is here stays until all has been read, then what is there no more goes. */
  restart(scope: string): Promise<void>;
  items(scope: string): Promise<Received[]>;
}

/** Where a scope's reading stands: the row without a key. */
interface Standing {
  /** Counts the readings from the beginning. */
  reading: number;
  /** 1: this reading has come to the end once. */
  ver: number;
  body: string | null;
}

const cursorKey = '';

/**
 * The terminal's one connection has the journal's kept statement on it, and a transaction opened beside it would take facts in.
 * So each change here is one statement, which is a transaction by itself.
 */
export function openTerminalFeeds(database: Knex): TerminalFeeds {
  const standing = async (scope: string): Promise<Standing> => {
    const row: Standing | undefined = await database('feed').where({ scope, key: cursorKey }).first();
    return row ?? { reading: 1, ver: 0, body: null };
  };
  const write = async (rows: (string | number | null)[][]): Promise<void> => {
    const places = rows.map(() => '(?, ?, ?, ?, ?, ?)').join(', ');
    await database.raw(
      `INSERT INTO feed (scope, key, reading, pos, ver, body) VALUES ${places}
       ON CONFLICT (scope, key) DO UPDATE
       SET reading = excluded.reading, pos = excluded.pos, ver = excluded.ver, body = excluded.body
       WHERE excluded.key = '' OR excluded.reading > feed.reading OR excluded.pos > feed.pos`,
      rows.flat(),
    );
  };
  return {
    cursor: async (scope) => (await standing(scope)).body,
    async apply({ scope, after, items, next, more }) {
      const { reading, ver, body } = await standing(scope);
      if (body !== after) return false;
      const isWhole = ver === 1 || !more;
      await write([
        ...items.map((item) => [
          scope,
          item.key,
          reading,
          item.pos,
          item.ver,
          item.del === true ? null : JSON.stringify(item.body),
        ]),
        [scope, cursorKey, reading, 0, isWhole ? 1 : 0, next],
      ]);
      if (isWhole) await tidy(database, scope, reading);
      return true;
    },
    async restart(scope) {
      const { reading } = await standing(scope);
      await write([[scope, cursorKey, reading + 1, 0, 0, null]]);
    },
    async items(scope) {
      const { reading, ver } = await standing(scope);
      const rows: { key: string; ver: number; body: string }[] = await database('feed')
        .where({ scope })
        .whereNot({ key: cursorKey })
        .whereNotNull('body')
        .andWhere('reading', '>=', ver === 1 ? reading : 0)
        .orderBy('key')
        .select('key', 'ver', 'body');
      return rows.map((row) => ({ ...row, body: JSON.parse(row.body) as unknown }));
    },
  };
}

/** Rows that `items` passes over in any case: whenever this does not happen, nothing else is different. */
async function tidy(database: Knex, scope: string, reading: number): Promise<void> {
  await database('feed')
    .where({ scope })
    .whereNot({ key: cursorKey })
    .andWhere((row) => void row.where('reading', '<', reading).orWhereNull('body'))
    .delete();
}
