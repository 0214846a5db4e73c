import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../db/testing/temporary.ts';
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
