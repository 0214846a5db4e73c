import { dayIn, localeOf } from '../day.ts';
import { findAct } from './law.ts';
import type { Catalogue } from './schema.ts';
import type { LegalBasis } from './statement.ts';
import type { ContentWords } from './words-schema.ts';

/** What a statement needs so that its authority can be named. */
interface Cited {
  law?: LegalBasis[] | undefined;
  source: string[];
  checkedOn: string;
}

/** A resident reads the newest two; the register has the rest. */
const mostNamed = 2;

/**
 * On whose word statements stand, as a resident reads it: the acts by their short names, newest first, or, where no act is
 * named, the offices that the sources come from; and the day (YYYY-MM-DD) up to which all of them were checked. Null:
 * there is no statement.
 */
export function citationOf(
  catalogue: Pick<Catalogue, 'law' | 'sources'>,
  words: Pick<ContentWords, 'law'>,
  statements: Cited[],
): { names: string[]; checkedOn: string } | null {
  const [checkedOn] = statements.map((statement) => statement.checkedOn).toSorted();
  if (checkedOn === undefined) return null;
  const acts = [...new Set(statements.flatMap(({ law = [] }) => law.map(({ act }) => act)))]
    .toSorted((one, other) => inForceFrom(catalogue, other).localeCompare(inForceFrom(catalogue, one)))
    .flatMap((id) => words.law.acts[id]?.short ?? []);
  if (acts.length > 0) return { names: acts.slice(0, mostNamed), checkedOn };
  return { names: officesOf(catalogue, words, statements).slice(0, mostNamed), checkedOn };
}

/** The same as a sentence: 'Theo Thông tư 116/2026, tính đến 30/11/2026'. `most`: so many names. Null: there is no statement. */
export function sayCitation(
  say: (key: string, gaps: Record<string, string>) => string,
  language: string,
  citation: ReturnType<typeof citationOf>,
  most = mostNamed,
): string | null {
  if (citation === null) return null;
  const source = new Intl.ListFormat(localeOf(language), { type: 'conjunction' }).format(citation.names.slice(0, most));
  return say('facts.source', { source, day: dayIn(language, citation.checkedOn) });
}

function inForceFrom({ law }: Pick<Catalogue, 'law'>, id: string): string {
  return findAct(law, id)?.validFrom ?? '';
}

/** The offices named most, first. */
function officesOf(
  { sources }: Pick<Catalogue, 'sources'>,
  words: Pick<ContentWords, 'law'>,
  statements: Cited[],
): string[] {
  const counts = new Map<string, number>();
  for (const key of statements.flatMap(({ source }) => source)) {
    const office = sources[key]?.office ?? '';
    counts.set(office, (counts.get(office) ?? 0) + 1);
  }
  return [...counts]
    .toSorted(([, one], [, other]) => other - one)
    .flatMap(([office]) => words.law.offices[office] ?? []);
}
