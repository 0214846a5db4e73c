import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { chainOver } from '../../db/chain.ts';
import type { Batch } from '../../db/hub/landing.ts';
import { failure, type Result, success } from '../../shared/result.ts';
import { pushHeader, pushLimits } from '../../shared/sync/wire.ts';

const inflate = promisify(gunzip);

/** Why a push cannot be taken: the status to answer with, and a word for the terminal's log. */
export interface PushFault {
  status: 400 | 413 | 426;
  error: string;
}

/** `count`: for how many sequences its lines stand. */
type ReadPush = Batch & { count: number };

/**
 * Turns the bytes of a push into a batch whose chain holds: gzip within its limits, lines, header, hashes. What the records
 * say is not looked at: bytes that cannot be understood yet are still facts.
 */
export async function readPush(body: Buffer): Promise<Result<ReadPush, PushFault>> {
  const largest = Math.min(pushLimits.inflatedBytes, Math.max(body.length * pushLimits.ratio, 64 * 1024));
  let text: Buffer;
  try {
    text = await inflate(body, { maxOutputLength: largest });
  } catch (error) {
    const tooLarge =
      error instanceof RangeError ||
      (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE');
    return failure(tooLarge ? { status: 413, error: 'inflated' } : { status: 400, error: 'gzip' });
  }
  const [head, ...lines] = splitLines(text);
  if (lines.length > pushLimits.lines) return failure({ status: 413, error: 'lines' });
  if (lines.some((line) => line.length > pushLimits.lineBytes)) return failure({ status: 413, error: 'line' });
  const header = readHeader(head);
  if (!header.ok) return header;
  const { dev, s: stream, from, n, prev, tip, clk, q, app } = header.value;
  const previous = Buffer.from(prev, 'hex');
  const end = lines.reduce(chainOver, { seq: from - 1, h: previous });
  if (end.seq - from + 1 !== n) return failure({ status: 400, error: 'count' });
  if (end.h.toString('hex') !== tip) return failure({ status: 400, error: 'chain' });
  return success({ dev, stream, from, count: n, previous, lines, said: { clock: clk, pending: q.pend, app } });
}

function readHeader(line: Buffer | undefined) {
  let value: unknown;
  try {
    value = JSON.parse(line?.toString('utf8') ?? '');
  } catch {
    return failure<PushFault>({ status: 400, error: 'header' });
  }
  if (typeof value === 'object' && value !== null && 'p' in value && value.p !== 1) {
    return failure<PushFault>({ status: 426, error: 'version' });
  }
  const parsed = pushHeader.safeParse(value);
  return parsed.success ? success(parsed.data) : failure<PushFault>({ status: 400, error: 'header' });
}

/** Lines without their ends, one more than are allowed at most; bytes, not text: a record's hash is over exactly these. */
function splitLines(text: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  for (let end = text.indexOf(10); end !== -1 && lines.length <= pushLimits.lines + 1; end = text.indexOf(10, start)) {
    lines.push(text.subarray(start, end));
    start = end + 1;
  }
  if (start < text.length) lines.push(text.subarray(start));
  return lines;
}
