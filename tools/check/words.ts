import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareWords, unknownKeys, unusedKeys, type Words } from './word-keys.ts';

/** Every text in both languages, every text of the screens used, every key that a screen asks for there. */
const root = join(import.meta.dirname, '../..');
const [vi, en] = [join(root, 'shared/locales/vi'), join(root, 'shared/locales/en')];
const read = (file: string): Words => JSON.parse(readFileSync(file, 'utf8')) as Words;
const under = (folder: string, kind: RegExp): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => kind.test(name) && !/[.]test[.]/.test(name))
    .sort();

const faults: string[] = [];
for (const name of new Set([...under(vi, /[.]json$/), ...under(en, /[.]json$/)])) {
  const files = [under(vi, /[.]json$/).includes(name), under(en, /[.]json$/).includes(name)];
  if (!files.every(Boolean)) faults.push(`${name}: only in ${files[0] ? 'vi' : 'en'}`);
  else faults.push(...compareWords(read(join(vi, name)), read(join(en, name))).map((fault) => `${name}: ${fault}`));
}
const screens = read(join(vi, 'ui.json'));
// Main words what it puts on a portal's page.
const sources = ['renderer', 'main/guest'].flatMap((folder) =>
  under(join(root, folder), /[.]tsx?$/).map((name) => readFileSync(join(root, folder, name), 'utf8')),
);
faults.push(...unusedKeys(screens, sources).map((key) => `ui.json: no screen uses ${key}`));
faults.push(...unknownKeys(screens, sources).map((key) => `ui.json: a screen asks for ${key}, which is not there`));

process.stdout.write(faults.map((fault) => `${fault}\n`).join(''));
process.exitCode = faults.length === 0 ? 0 : 1;
