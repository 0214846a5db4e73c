import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

/** The weights that the hub's own pages use, by the file that the build of the kiosk's pages puts out. */
const files = { 400: 'BeVietnamPro_400Regular.ttf', 600: 'BeVietnamPro_600SemiBold.ttf' };
const squeeze = promisify(gzip);
/** Long enough for every page of one visit, short enough for a hub that was updated. */
const cacheSeconds = 86_400;

const pathOf = (weight: string): string => `/fonts/be-vietnam-pro-${weight}.ttf`;

/** The style of a page that the hub shows itself; its policy needs `font-src 'self'`. Without files the reader's own font stands in. */
export const fontFaces = Object.keys(files)
  .map(
    (weight) =>
      `@font-face{font-family:"Be Vietnam Pro";font-weight:${weight};font-display:swap;src:url(${pathOf(weight)}) format("truetype")}`,
  )
  .join('');

/** Letters for the hub's pages: telephones in a hall reach this machine and nothing else. `folder`: the built fonts. */
export function serveFonts(app: FastifyInstance, folder: string): void {
  for (const [weight, file] of Object.entries(files)) {
    let kept: { plain: Buffer; small: Buffer } | null = null;
    app.get(pathOf(weight), async (request, reply) => {
      const plain = kept?.plain ?? (await readFile(join(folder, file)).catch(() => null));
      if (plain === null) return await reply.code(404).send({ error: 'font' });
      kept ??= { plain, small: await squeeze(plain) };
      reply
        .type('font/ttf')
        .header('Cache-Control', `public, max-age=${cacheSeconds}`)
        .header('Vary', 'Accept-Encoding');
      if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return await reply.send(kept.plain);
      return await reply.header('Content-Encoding', 'gzip').send(kept.small);
    });
  }
}
