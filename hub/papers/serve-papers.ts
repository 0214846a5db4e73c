import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { paperLimits, phonePath, traysPath } from '../../shared/papers/papers.ts';
import { currentDevice, type DeviceGate, jsonIn, takeBytes } from '../devices/device-gate.ts';
import { phonePage } from './phone-page.ts';
import type { Trays } from './trays.ts';

const opening = z.strictObject({ words: z.record(z.string().max(40), z.string().max(400)) });
/** What sealing adds. */
const sealBytes = 64;

/** For telephones: a page that shrinks, straightens and seals pictures, and where it sends them. Whoever has the name may. */
export function servePhones(app: FastifyInstance, { trays, script }: { trays: Trays; script: string }): void {
  const code = readFileSync(script, 'utf8');
  const digest = createHash('sha256').update(code).digest('base64');
  const policy = `default-src 'none'; script-src 'sha256-${digest}'; style-src 'unsafe-inline'; img-src blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: paperLimits.bytes + sealBytes },
    (_request, body, done) => done(null, body),
  );

  app.get<{ Params: { tray: string } }>(`${phonePath}/:tray`, async (request, reply) => {
    const words = trays.words(request.params.tray);
    if (words === null) return await reply.code(410).type('text/plain; charset=utf-8').send(gone);
    return await reply
      .header('Content-Security-Policy', policy)
      .type('text/html; charset=utf-8')
      .send(phonePage(words, code));
  });

  app.post<{ Params: { tray: string } }>(
    `${phonePath}/:tray`,
    { bodyLimit: paperLimits.bytes + sealBytes },
    async (request, reply) => {
      if (!Buffer.isBuffer(request.body)) return await reply.code(415).send();
      const laid = trays.lay(request.params.tray, request.body);
      if (laid !== 'laid') request.body.fill(0);
      return await reply.code({ laid: 204, full: 409, over: 410 }[laid]).send();
    },
  );
}

/** For kiosks: a tray is opened, emptied and closed by a device that is known here. */
export async function serveKiosks(
  app: FastifyInstance,
  { trays, gate, now }: { trays: Trays; gate: DeviceGate; now: () => number },
): Promise<void> {
  await app.register(async (kiosks) => {
    takeBytes(kiosks);
    kiosks.addHook('preHandler', async (request, reply) => {
      await currentDevice(gate, request, reply, now);
    });
    kiosks.post(traysPath, async (request, reply) => {
      const asked = opening.safeParse(jsonIn(request));
      if (!asked.success) return await reply.code(400).send({ error: 'words' });
      const tray = trays.open(asked.data.words);
      return tray === null ? await reply.code(503).send({ error: 'full' }) : await reply.code(201).send({ tray });
    });
    kiosks.get<{ Params: { tray: string } }>(`${traysPath}/:tray/next`, async (request, reply) => {
      const paper = trays.take(request.params.tray);
      if (paper === 'over') return await reply.code(410).send();
      if (paper === null) return await reply.code(204).send();
      reply.raw.once('close', () => paper.fill(0));
      return await reply.type('application/octet-stream').send(paper);
    });
    kiosks.delete<{ Params: { tray: string } }>(`${traysPath}/:tray`, async (request, reply) => {
      trays.close(request.params.tray);
      return await reply.code(204).send();
    });
  });
}

const gone =
  'Mã này đã hết hạn. Hãy quét mã mới trên máy.\nThis code has expired. Please scan the new one on the kiosk.\n';
