import { createReadStream } from 'node:fs';
import { type CarriedPush, carriedHead, carriedPush, longestCarriedLine } from '../../shared/sync/carried.ts';

/**
 * The pushes of a file that was carried by hand, one after the other; null where a line is none. Throws when the file cannot
 * be read, and `NotCarried` when it is another kind of file.
 */
export async function* carriedPushes(file: string): AsyncIterable<CarriedPush | null> {
  let isFirst = true;
  for await (const line of linesOf(file)) {
    const value = line === null ? null : jsonOf(line);
    if (isFirst && !carriedHead.safeParse(value).success) throw new NotCarried(file);
    if (!isFirst) yield carriedPush.safeParse(value).data ?? null;
    isFirst = false;
  }
  if (isFirst) throw new NotCarried(file);
}

/** The file is not one that a terminal exported. */
export class NotCarried extends Error {}

/** Null for a line that is too long to be one of ours: it is passed over and kept nowhere. */
async function* linesOf(file: string): AsyncIterable<Buffer | null> {
  let parts: Buffer[] = [];
  let length = 0;
  const add = (part: Buffer): void => {
    length += part.length;
    if (length <= longestCarriedLine) parts.push(part);
    else parts = [];
  };
  const whole = (): Buffer | null => {
    const line = length > longestCarriedLine ? null : Buffer.concat(parts);
    [parts, length] = [[], 0];
    return line;
  };
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      add(chunk.subarray(start, end));
      yield whole();
      start = end + 1;
    }
    add(chunk.subarray(start));
  }
  if (length > 0) yield whole();
}

function jsonOf(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString('utf8'));
  } catch {
    return undefined;
  }
}
