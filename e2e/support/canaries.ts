import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Every file below a folder that holds one of these words, in any of three codings; the system's own scratch is not gone down into. */
export function filesWith(folder: string, words: string[], depth = Number.POSITIVE_INFINITY): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && depth > 1 && folder !== tmpdir()) {
      found.push(...filesWith(path, words, depth - 1).map((inner) => `${entry.name}/${inner}`));
    } else if (entry.isFile()) {
      found.push(...occurrences(words, readFileSync(path)).map((coding) => `${entry.name} ${coding}`));
    }
  }
  return found;
}

/** The codings in which one of the words stands in these bytes. */
export function occurrences(words: string[], bytes: Buffer): string[] {
  const codings: [string, (text: string) => Buffer][] = [
    ['utf8', (text) => Buffer.from(text)],
    ['utf16le', (text) => Buffer.from(text, 'utf16le')],
    ['utf16be', (text) => Buffer.from(text, 'utf16le').swap16()],
  ];
  return codings.filter(([, encode]) => words.some((text) => bytes.includes(encode(text)))).map(([coding]) => coding);
}
