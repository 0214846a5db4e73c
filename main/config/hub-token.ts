import { readFileSync } from 'node:fs';
import { failure, type Result, success } from '../../shared/result.ts';

/** Reads the token a hall's hub gave this terminal. Error: a sentence without the secret. */
export function readHubToken(file: string): Result<string, string> {
  try {
    const token = readFileSync(file, 'utf8').trim();
    return token === '' ? failure(`${file} is empty`) : success(token);
  } catch (error) {
    return failure(error instanceof Error ? error.message : String(error));
  }
}
