import { readFileSync } from 'node:fs';
import { failure, type Result, success } from '../../shared/result.ts';

/** The authority that a hub's certificate must be from, as PEM; null: whatever the system believes. Error: a sentence. */
export function readAuthority(file: string | null): Result<string | null, string> {
  if (file === null) return success(null);
  try {
    const text = readFileSync(file, 'utf8');
    return text.includes('-----BEGIN CERTIFICATE-----') ? success(text) : failure(`${file} holds no certificate`);
  } catch (error) {
    return failure(error instanceof Error ? error.message : String(error));
  }
}
