/** Texts by key, as a locale file holds them. */
export interface Words {
  [key: string]: string | string[] | Words;
}

const plural = /_(zero|one|two|few|many|other)$/;

/** A list of texts is one text: another language may need more lines. */
function isText(value: string | string[] | Words): value is string | string[] {
  return typeof value === 'string' || (Array.isArray(value) && value.every((line) => typeof line === 'string'));
}

/** All keys down to the texts, with dots between; the plural forms of one text are one key. */
function keysOf(words: Words, prefix = ''): string[] {
  const keys = Object.entries(words).flatMap(([key, value]) => {
    const path = `${prefix}${key}`;
    return isText(value) ? [path.replace(plural, '')] : keysOf(value, `${path}.`);
  });
  return [...new Set(keys)];
}

/** The places in a text that are filled in, as `{{name}}`. */
function gapsOf(words: Words, key: string): string {
  const found = (node: Words, path: string[]): string[] => {
    const [first = '', ...rest] = path;
    return Object.entries(node).flatMap(([name, value]) => {
      if (name.replace(rest.length === 0 ? plural : /$^/, '') !== first) return [];
      return isText(value) ? (String(value).match(/\{\{\s*\w+\s*\}\}/g) ?? []) : found(value, rest);
    });
  };
  return [...new Set(found(words, key.split('.')))].sort().join(' ');
}

/** What one language says and the other does not; a text with other gaps than its twin. */
export function compareWords(vi: Words, en: Words): string[] {
  const [inVi, inEn] = [keysOf(vi), keysOf(en)];
  return [
    ...inVi.filter((key) => !inEn.includes(key)).map((key) => `${key} is missing in en`),
    ...inEn.filter((key) => !inVi.includes(key)).map((key) => `${key} is missing in vi`),
    ...inVi
      .filter((key) => inEn.includes(key) && gapsOf(vi, key) !== gapsOf(en, key))
      .map((key) => `${key} has other gaps in en (${gapsOf(en, key)}) than in vi (${gapsOf(vi, key)})`),
  ];
}

/** Keys that stand in no source, neither whole nor by the beginning of a key put together there (`facts.${topic}`). */
export function unusedKeys(words: Words, sources: readonly string[]): string[] {
  const text = sources.join('\n');
  const whole = new Set([...text.matchAll(/['"]([\w.-]+)['"]/g)].map(([, key = '']) => key));
  // A page without the library reads the file itself: `vi.outOfService.title`.
  for (const [, path = ''] of text.matchAll(/\b(?:vi|en)[.]([\w.]+)/g)) whole.add(path);
  const beginnings = [...text.matchAll(/`([\w-]+[.][\w.-]*)\$\{/g)].map(([, beginning = '']) => beginning);
  return keysOf(words).filter(
    (key) =>
      !parents(key).some((parent) => whole.has(parent)) && !beginnings.some((beginning) => key.startsWith(beginning)),
  );
}

/** Keys that a source asks for with `t('...')` and that are not there. */
export function unknownKeys(words: Words, sources: readonly string[]): string[] {
  const known = new Set(keysOf(words).flatMap(parents));
  const asked = sources.flatMap((source) => [...source.matchAll(/\bt\(\s*'([^']+)'/g)].map(([, key = '']) => key));
  return [...new Set(asked)].filter((key) => !known.has(key.replace(/^\w+:/, '')));
}

/** The key and everything it lies in: a screen may ask for a whole branch. */
function parents(key: string): string[] {
  const parts = key.split('.');
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'));
}
