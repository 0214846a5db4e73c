import { mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';

/** The log a part of the terminal writes to: a message and plain fields, never anything of a person. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

const largestLogBytes = 5 * 1024 * 1024;

/** Opens `<folder>/logs/terminal.log` (NDJSON). A file that has grown past 5 MiB becomes `.1`, the one before it goes. */
export function openLog(folder: string): Log {
  const logs = join(folder, 'logs');
  const file = join(logs, 'terminal.log');
  mkdirSync(logs, { recursive: true, mode: 0o700 });
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > largestLogBytes) renameSync(file, `${file}.1`);
  return pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: file, sync: true, mode: 0o600 }),
  );
}
