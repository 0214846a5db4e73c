import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hubMigrations } from './hub/migrations/index.ts';
import { openDatabase } from './open.ts';
import { terminalMigrations } from './terminal/migrations/index.ts';
import { temporaryFolder } from './testing/temporary.ts';

const fresh = (): string => join(temporaryFolder(), 'test.sqlite');

describe('opening a database', () => {
  test('sets and reads back what durability needs', async () => {
    const opened = await openDatabase({ file: fresh(), exclusive: true, migrations: terminalMigrations });
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    const read = async (pragma: string) => Object.values((await opened.value.raw(`PRAGMA ${pragma}`))[0])[0];
    expect(await read('journal_mode')).toBe('wal');
    expect(await read('synchronous')).toBe(2);
    expect(await read('locking_mode')).toBe('exclusive');
    expect(await read('user_version')).toBe(terminalMigrations.length);
    await opened.value.destroy();
  });

  test('runs only the migrations that are missing, and each in full or not at all', async () => {
    const file = fresh();
    const ran: string[] = [];
    const step = (name: string, fails = false) => ({
      name,
      up: async (trx: { raw: (sql: string) => PromiseLike<unknown> }) => {
        ran.push(name);
        await trx.raw(`CREATE TABLE ${name} (a INTEGER) STRICT`);
        if (fails) throw new Error('stopped half-way');
      },
    });
    const first = await openDatabase({ file, exclusive: false, migrations: [step('one')] });
    if (first.ok) await first.value.destroy();
    const broken = await openDatabase({ file, exclusive: false, migrations: [step('one'), step('two', true)] });
    expect(broken.ok).toBe(false);
    const again = await openDatabase({ file, exclusive: false, migrations: [step('one'), step('two')] });
    expect(again.ok).toBe(true);
    if (again.ok) await again.value.destroy();
    expect(ran).toEqual(['one', 'two', 'two']);
  });

  test('refuses a file of a newer version and leaves it as it is F50 @fault', async () => {
    const file = fresh();
    const newer = [...terminalMigrations, { name: 'tomorrow', up: async () => undefined }];
    const made = await openDatabase({ file, exclusive: false, migrations: newer });
    if (made.ok) await made.value.destroy();
    const opened = await openDatabase({ file, exclusive: false, migrations: terminalMigrations });
    expect(opened).toEqual({
      ok: false,
      error: { code: 'newer', found: newer.length, known: terminalMigrations.length },
    });
  });

  test.each([
    ['rubbish', Buffer.alloc(20_000, 0x5a)],
    ['text', Buffer.from('this is not a database, it only has its name '.repeat(100))],
  ])('says that %s is no database', async (_name, bytes) => {
    const file = fresh();
    writeFileSync(file, bytes);
    const opened = await openDatabase({ file, exclusive: true, migrations: terminalMigrations });
    expect(opened).toMatchObject({ ok: false, error: { code: 'corrupt' } });
  });

  test('a second process cannot open a terminal’s own file', async () => {
    const file = fresh();
    const first = await openDatabase({ file, exclusive: true, migrations: terminalMigrations });
    const second = await openDatabase({ file, exclusive: true, migrations: terminalMigrations });
    expect(second).toMatchObject({ ok: false, error: { code: 'unavailable' } });
    if (first.ok) await first.value.destroy();
  }, 20_000);
});

test('every table of a terminal is strict', async () => {
  const opened = await openDatabase({ file: fresh(), exclusive: true, migrations: terminalMigrations });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  const tables: { name: string; strict: number }[] = await opened.value.raw(
    "SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND name NOT LIKE 'sqlite_%'",
  );
  expect(tables.length).toBeGreaterThan(0);
  expect(tables.filter(({ strict }) => strict !== 1)).toEqual([]);
  await opened.value.destroy();
});

test('the hub’s schema opens on SQLite', async () => {
  const opened = await openDatabase({ file: fresh(), exclusive: false, migrations: hubMigrations });
  expect(opened.ok).toBe(true);
  if (opened.ok) await opened.value.destroy();
});
