import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
let folder = '';

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Names of the rules that the real configuration finds broken in a made-up project of these files. */
function rulesBrokenBy(files: Record<string, string>): Promise<string[]> {
  folder = mkdtempSync(join(tmpdir(), 'directions-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const cruise = realpathSync(join(root, 'node_modules/.bin/depcruise'));
  const folders = [...new Set(Object.keys(files).map((path) => path.split('/')[0] ?? ''))];
  const args = [cruise, '--config', join(root, '.dependency-cruiser.mjs'), '--output-type', 'json', ...folders];
  return new Promise((done, fail) => {
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 1e8 }, (error, output, faults) => {
      if (output === '') return fail(new Error(faults, { cause: error }));
      const { violations } = (JSON.parse(output) as { summary: { violations: { rule: { name: string } }[] } }).summary;
      done(violations.map(({ rule }) => rule.name));
    });
  });
}

describe('import directions', () => {
  test('imports along the direction pass', async () => {
    const broken = await rulesBrokenBy({
      'shared/fact.ts': 'export const fact = 1;',
      'db/journal.ts': "import { fact } from '../shared/fact.ts';\nexport const journal = fact;",
      'main/start.ts': "import { journal } from '../db/journal.ts';\nexport const start = journal;",
    });
    expect(broken).toEqual([]);
  });

  test.each([
    ['shared-imports-only-shared', 'shared/fact.ts', '../main/clock.ts', 'main/clock.ts'],
    ['db-imports-only-db-shared', 'db/journal.ts', '../hub/start.ts', 'hub/start.ts'],
    ['main-imports-only-main-db-wire-shared', 'main/start.ts', '../renderer/page.ts', 'renderer/page.ts'],
    ['renderer-imports-only-renderer-shared', 'renderer/page.ts', '../db/journal.ts', 'db/journal.ts'],
    ['wire-imports-only-wire-shared', 'wire/send.ts', '../db/journal.ts', 'db/journal.ts'],
    ['hub-imports-only-hub-db-wire-shared', 'hub/start.ts', '../main/clock.ts', 'main/clock.ts'],
    [
      'preload-sees-only-the-contract',
      'main/preload/index.ts',
      '../../shared/visit/machine.ts',
      'shared/visit/machine.ts',
    ],
  ])('%s', async (rule, from, specifier, to) => {
    const broken = await rulesBrokenBy({
      [from]: `import { one } from '${specifier}';\nexport const two = one;`,
      [to]: 'export const one = 1;',
    });
    expect(broken).toContain(rule);
  });

  test.each([
    [
      'electron-only-at-the-rim',
      'main/visit/runner.ts',
      "import { app } from 'electron';\nexport const name = app.name;",
    ],
    [
      'no-node-in-renderer',
      'renderer/page.ts',
      "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;",
    ],
    [
      'shared-touches-no-platform',
      'shared/fact.ts',
      "import { join } from 'node:path';\nexport const path = join('a');",
    ],
    ['nothing-unresolvable', 'shared/fact.ts', "import { one } from './gone.ts';\nexport const two = one;"],
  ])('%s', async (rule, file, content) => {
    expect(await rulesBrokenBy({ [file]: content })).toContain(rule);
  });

  test('no-cycles, but types may point back', async () => {
    const [a, b] = [
      "import { b } from './b.ts';\nexport const a = () => b;",
      "import { a } from './a.ts';\nexport const b = () => a;",
    ];
    expect(await rulesBrokenBy({ 'db/a.ts': a, 'db/b.ts': b })).toContain('no-cycles');
    const types = "import type { a } from './a.ts';\nexport const b = (one: typeof a) => one;";
    expect(await rulesBrokenBy({ 'db/a.ts': a, 'db/b.ts': types })).not.toContain('no-cycles');
  });
});
