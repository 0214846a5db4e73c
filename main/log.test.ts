import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openTerminalStore } from '../db/terminal/store.ts';
import { someFact, temporaryFolder } from '../db/testing/temporary.ts';
import { openLog } from './log.ts';

test('a log that its disk refuses stops nobody, whether for want of room or of a place F09 @fault', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'logs'));
  symlinkSync('/dev/full', join(folder, 'logs/terminal.log'));
  const full = openLog(folder);
  for (let count = 0; count < 3; count += 1) full.error({ count }, 'nobody can read this');

  rmSync(join(folder, 'logs'), { recursive: true });
  writeFileSync(join(folder, 'logs'), '');
  openLog(folder).warn({}, 'this goes to standard error');

  rmSync(join(folder, 'logs'));
  openLog(folder).info({ count: 1 }, 'kept');
  expect(JSON.parse(readFileSync(join(folder, 'logs/terminal.log'), 'utf8'))).toMatchObject({ count: 1, msg: 'kept' });
});

test('a database that fails is in the log by its codes, and nothing of what was in its statements is F53 @fault', async () => {
  const canary = 'canary-7f3a';
  const folder = temporaryFolder();
  const log = openLog(folder);
  const opened = await openTerminalStore({ folder, clock: { now: Date.now }, log, ballastBytes: 0 });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  const { journal, settings, progress, retention, close } = opened.value;
  const lost = journal.between(async (trx) => {
    for (const table of ['setting', 'progress', 'fact']) await trx.schema.dropTable(table);
  });
  // It looks at the facts as soon as that is committed.
  await expect(lost).rejects.toThrow('SQLITE_ERROR');
  const failing: [string, () => Promise<unknown>][] = [
    ['a setting', () => settings.write('enrolment', canary)],
    ['the progress of a visit', () => progress.save({ visit: canary })],
    ['a fact', () => journal.record('difficulty.reported', { ...someFact, service: canary })],
    ['a fact that clears what stood beside it', () => journal.record('difficulty.reported', someFact, progress.clear)],
    ['a purge', () => retention.pass()],
  ];
  for (const [what, run] of failing) {
    const error: unknown = await run().then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect([what, error]).toEqual([what, expect.any(Error)]);
    log.error({ what, error }, 'it failed');
  }
  await close().catch((error: unknown) => log.error({ what: 'closing', error }, 'it failed'));
  const text = readFileSync(join(folder, 'logs/terminal.log'), 'utf8');
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { what?: string; error: { code: string; frames: string[] }; msg: string });
  expect(lines.flatMap(({ what = [] }) => what)).toEqual([...failing.map(([what]) => what), 'closing']);
  expect(lines.map(({ msg }) => msg)).toContain('nothing could be purged');
  expect(new Set(lines.map(({ error }) => error.code))).toEqual(new Set(['SQLITE_ERROR']));
  expect(lines.some(({ error: { frames } }) => frames.some((frame) => frame.includes('settings.ts')))).toBe(true);
  expect(text).not.toMatch(/canary|insert into|select |delete from|no such table/i);
});
