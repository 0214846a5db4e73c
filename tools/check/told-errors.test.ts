import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** What an error says: its text, on its own or as it is printed. */
const whatItSays =
  /String\((error|cause|reason|thrown)\)|\b(error|cause|thrown)\.(message|stack)\b|\$\{(error|cause|thrown)\}/;

/** Where it may be said, because no database, page or person can have put anything into it. */
const mayTell: Record<string, string> = {
  'db/plain-errors.ts': 'it is taken away there',
  'hub/cli.ts': 'options of a command, to whoever typed them',
  'main/config/authority.ts': 'a file that terminal.json names',
  'main/config/terminal-config.ts': 'terminal.json, to whoever wrote it',
  'main/content/load-content.ts': 'a content pack',
};

function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

test('what a terminal or a hub tells of an error is its fault, which holds no value, and not what it says', () => {
  const telling = ['db', 'hub', 'main', 'wire']
    .flatMap(sourcesIn)
    .filter((file) => whatItSays.test(readFileSync(join(root, file), 'utf8')));
  expect(telling.sort()).toEqual(Object.keys(mayTell));
});
