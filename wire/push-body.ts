import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { PushHeader } from '../shared/sync/wire.ts';

const deflate = promisify(gzip);
const newline = Buffer.from('\n');

/** The bytes of a push: gzip over the header's line and the records' own bytes. */
export async function pushBody(header: PushHeader, lines: Buffer[]): Promise<Buffer> {
  return await deflate(
    Buffer.concat([Buffer.from(JSON.stringify(header)), ...lines.flatMap((record) => [newline, record])]),
  );
}
