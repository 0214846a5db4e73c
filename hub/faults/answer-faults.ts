import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { diskTroubleOf } from '../../db/disk-trouble.ts';
import type { HubLog } from './hub-log.ts';

/** On every answer of a hub. */
const everyAnswer = {
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
};

/**
 * From now on whatever is thrown in a request is answered with a word and an id, and left in the log as one line with that
 * id: neither has anything of the error's message, of the body or of the query. What a client did wrong (4xx) is told as
 * before; a hub that asks for patience (503, `busy`) tells nothing to the log.
 */
export function answerFaults(app: FastifyInstance, log: HubLog): void {
  app.setErrorHandler(async (error: unknown, request, reply) => {
    if (isAboutRequest(error)) throw error;
    // Its headers stay: one of them says when to come back.
    if (isPatience(error)) return await reply.code(503).send({ error: 'busy' });
    const id = tell(log, request, error);
    const trouble = diskTroubleOf(error);
    // A disk that does not take facts is told in one word: a terminal keeps what was not confirmed, and asks again.
    if (trouble !== null) return end(reply, trouble === 'full' ? 507 : 503, { error: trouble, id });
    return end(reply, 500, { error: 'internal', id });
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const kept = reply.getHeader('Cache-Control');
    reply.headers(everyAnswer);
    // A route whose answer may be kept says so itself.
    if (kept !== undefined) reply.header('Cache-Control', kept);
    if (!(payload instanceof Readable)) return;
    // The answer has begun and can only be cut off; before it has, the error is handled like any other.
    payload.once('error', (error) => {
      if (reply.raw.headersSent) tell(log, request, error);
    });
  });
}

function tell(log: HubLog, request: FastifyRequest, error: unknown): string {
  const id = randomUUID();
  const { method, routeOptions } = request;
  // The route as it was declared: an address may hold what somebody typed.
  log.error({ id, method, route: routeOptions.url ?? null, error: asError(error) }, 'a request failed');
  return id;
}

/** The answer, past every hook and serializer: one of these may be what failed. Nothing of the headers so far is sent. */
function end(reply: FastifyReply, status: number, body: object): FastifyReply {
  const { raw } = reply.hijack();
  for (const name of raw.getHeaderNames()) raw.removeHeader(name);
  const text = JSON.stringify(body);
  const length = Buffer.byteLength(text);
  raw.writeHead(status, {
    ...everyAnswer,
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': length,
  });
  raw.end(text);
  return reply;
}

/** Fastify and its plugins name a status for what a client did wrong. */
function isAboutRequest(error: unknown): boolean {
  if (!(error instanceof Error) || !('statusCode' in error)) return false;
  return typeof error.statusCode === 'number' && error.statusCode >= 400 && error.statusCode < 500;
}

const isPatience = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'FST_UNDER_PRESSURE';

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error('thrown'));
