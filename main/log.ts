import { mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { faultWord, withFaults } from '../shared/fault.ts';

/** The log a part of the terminal writes to: a message and plain fields, never anything of a person; of an error its `Fault`. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

const largestLogBytes = 5 * 1024 * 1024;

/** Lines that a disk refuses are kept in memory up to here, bytes; then they go. */
const mostUnwrittenBytes = 1024 * 1024;

/**
 * Opens `<folder>/logs/terminal.log` (NDJSON). A file that has grown past 5 MiB becomes `.1`, the one before it goes. A disk
 * that refuses the log stops nothing: without a file, lines go to standard error.
 */
export function openLog(folder: string): Log {
  const options = { base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { log: withFaults } };
  try {
    const file = prepareFile(join(folder, 'logs'));
    const destination = pino.destination({ dest: file, sync: true, mode: 0o600, maxLength: mostUnwrittenBytes });
    let isRefused = false;
    destination.on('error', (error: unknown) => {
      if (!isRefused) process.stderr.write(`The log cannot be written: ${faultWord(error)}\n`);
      isRefused = true;
    });
    return pino(options, destination);
  } catch (error) {
    process.stderr.write(`No log file: ${faultWord(error)}\n`);
    return pino(options, pino.destination(process.stderr.fd));
  }
}

function prepareFile(logs: string): string {
  const file = join(logs, 'terminal.log');
  mkdirSync(logs, { recursive: true, mode: 0o700 });
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > largestLogBytes) renameSync(file, `${file}.1`);
  return file;
}
