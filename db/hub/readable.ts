import { parseFact } from '../../shared/facts/facts.ts';
import { pushLimits } from '../../shared/sync/wire.ts';
import { depthOf } from './json-depth.ts';

/** What this version of the hub makes of a record: its kind, and why it cannot be used when it cannot; it is kept all the same. */
export function readable(line: Buffer): { kind: string | null; quarantine: string | null } {
  if (depthOf(line) > pushLimits.depth) return { kind: null, quarantine: 'too deep' };
  let record: unknown;
  try {
    record = JSON.parse(line.toString('utf8'));
  } catch {
    return { kind: null, quarantine: 'not JSON' };
  }
  if (typeof record !== 'object' || record === null || !('kind' in record) || typeof record.kind !== 'string') {
    return { kind: null, quarantine: 'no kind' };
  }
  // An engine's text takes no NUL, and a kind has none.
  if (record.kind.includes('\0')) return { kind: null, quarantine: 'no kind' };
  const kind = record.kind.slice(0, 64);
  const fact = parseFact(kind, 'body' in record ? record.body : undefined);
  return { kind, quarantine: fact.ok ? null : fact.error.join('; ').replaceAll('\0', '').slice(0, 200) };
}
