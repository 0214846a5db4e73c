import type { Knex } from 'knex';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { faultOf } from '../shared/fault.ts';
import { openHubDatabase } from './hub/store.ts';
import { keepStatement } from './open.ts';
import { engines, freshPlace } from './testing/hub-places.ts';

const canary = 'canary-7f3a Nguyễn Thị Lan';
let database: Knex;

/** All of an error that anything could print: its text, its stack, what hangs on it, enumerable or not. */
function everythingOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const fields = Object.getOwnPropertyNames(error).map((name) => String(Reflect.get(error, name)));
  return [String(error), error.stack, ...fields, JSON.stringify(error)].join('\n');
}

/** The error of the statement that this runs; named so that it is found among the frames. */
async function whoRanIt(statement: () => PromiseLike<unknown>): Promise<Error> {
  try {
    await statement();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('it did not fail');
}

const failing: [string, (database: Knex) => PromiseLike<unknown>][] = [
  ['an insert into a table that is gone', (db) => db('gone').insert({ body: canary })],
  ['a raw statement', (db) => db.raw('SELECT * FROM gone WHERE body = ?', [canary])],
  ['a statement in a transaction', (db) => db.transaction(async (trx) => await trx('gone').insert({ body: canary }))],
  ['a statement that is none', (db) => db.raw(`INSERT ${canary}`)],
  ['a row that is there already', (db) => db('typed').insert([{ body: canary }, { body: canary }])],
  ['a value that breaks a rule', (db) => db('typed').insert({ body: canary, size: -1 })],
];

describe.each(engines)('on %s', (engine) => {
  beforeEach(async () => {
    const opened = await openHubDatabase(await freshPlace(engine));
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    database = opened.value;
    await database.raw('CREATE TABLE typed (body text PRIMARY KEY, size integer CHECK (size > 0))');
  });
  afterEach(() => database.destroy());

  test.each(failing)('the error of %s has its code and who ran it, no value and no statement', async (_what, run) => {
    const error = await whoRanIt(async () => await run(database));
    expect(everythingOf(error)).not.toMatch(/canary|lan|insert|select|typed|gone|body/i);
    const { code, frames } = faultOf(error);
    expect(code).toMatch(/^(SQLITE_(ERROR|CONSTRAINT)|42P01|42601|23505|23514)$/);
    expect(error.message).toBe(code);
    expect(frames.join('\n')).toContain('plain-errors.test.ts');
    expect(frames.join('\n')).not.toContain('knex');
  });
});

test('a value of a wrong type, which PostgreSQL names in its very message, stays out of the error', async () => {
  const opened = await openHubDatabase(await freshPlace('PostgreSQL'));
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  database = opened.value;
  const error = await whoRanIt(async () => await database.raw('SELECT CAST(? AS integer)', [canary]));
  expect(faultOf(error).code).toBe('22P02');
  expect(everythingOf(error)).not.toMatch(/canary|integer/i);
  await database.destroy();
});

test('the error of a kept statement, which knex never sees, has its code alone', async () => {
  const opened = await openHubDatabase(await freshPlace('SQLite'));
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  database = opened.value;
  await database.raw('CREATE TABLE typed (body text PRIMARY KEY)');
  const kept = await keepStatement(database, 'INSERT INTO typed (body) VALUES (?)');
  await kept.run([canary]);
  const error = await whoRanIt(() => kept.run([canary]));
  expect(error.message).toBe('SQLITE_CONSTRAINT');
  expect(everythingOf(error)).not.toMatch(/canary|typed|insert/i);
  await kept.release();
  await expect(keepStatement(database, `INSERT ${canary}`)).rejects.toThrow(/^SQLITE_ERROR$/);
  await database.destroy();
});
