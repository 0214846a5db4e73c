import { createReadStream } from 'node:fs';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { blobPath } from '../../shared/sync/feeds.ts';
import type { Blobs } from './blobs.ts';

/** Files by their hash, for terminals; also from some byte on (RFC 9110, 14.2, one range), so that a cut download goes on. */
export function serveBlobs(
  app: FastifyInstance,
  { blobs, deviceOf }: { blobs: Blobs; deviceOf: (request: FastifyRequest) => Promise<string | null> },
): void {
  app.get<{ Params: { sha256: string } }>(`${blobPath}/:sha256`, async (request, reply) => {
    if ((await deviceOf(request)) === null) return await reply.code(401).send({ error: 'device' });
    const found = blobs.find(request.params.sha256);
    if (found === null) return await reply.code(404).send({ error: 'blob' });
    const { file, size } = found;
    const range = rangeIn(request.headers.range, size);
    void reply.header('Accept-Ranges', 'bytes').type('application/octet-stream');
    if (range === 'beyond') return await reply.code(416).header('Content-Range', `bytes */${size}`).send();
    const { start, end } = range ?? { start: 0, end: size - 1 };
    if (range !== null) void reply.code(206).header('Content-Range', `bytes ${start}-${end}/${size}`);
    return await reply.header('Content-Length', end - start + 1).send(createReadStream(file, { start, end }));
  });
}

/** null: the whole file, as for anything that is no single range. */
function rangeIn(header: string | undefined, size: number): { start: number; end: number } | 'beyond' | null {
  const [, from, to] = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (from === undefined || to === undefined) return null;
  const start = Number(from);
  const end = to === '' ? size - 1 : Math.min(Number(to), size - 1);
  return start >= size || end < start ? 'beyond' : { start, end };
}
