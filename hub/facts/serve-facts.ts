import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Landing } from '../../db/hub/landing.ts';
import { factsPage, factsPagePolicy } from './facts-page.ts';

const latestShown = 50;
const mostFactsAsJson = 10_000;

/** What has come, as a page for people and as JSON for programs, to whoever has the key that the hub printed. */
export function serveFacts(app: FastifyInstance, { landing, readKey }: { landing: Landing; readKey: string }): void {
  const mayRead = (request: FastifyRequest): boolean =>
    isSame(bearer(request), readKey) || isSame(cookie(request), readKey);
  const refuse = (reply: FastifyReply) =>
    reply.code(401).type('text/plain').send('Not allowed: open the address that the hub printed.\n');

  app.get<{ Querystring: { key?: string } }>('/facts', async (request, reply) => {
    if (request.query.key !== undefined) {
      if (!isSame(request.query.key, readKey)) return await refuse(reply);
      // The key leaves the address bar, and with it the history and whoever looks over the shoulder.
      return await reply
        .header('Set-Cookie', `key=${readKey}; HttpOnly; SameSite=Strict; Path=/facts`)
        .redirect('/facts', 303);
    }
    if (!mayRead(request)) return await refuse(reply);
    const kinds = [];
    for (const { kind, count } of await landing.countsByKind()) {
      kinds.push({ kind, count, latest: await landing.latest(kind === '?' ? null : kind, latestShown) });
    }
    const page = factsPage({ kinds, streams: await landing.streams() });
    return await reply.type('text/html; charset=utf-8').header('Content-Security-Policy', factsPagePolicy).send(page);
  });

  app.get<{ Querystring: { kind?: string } }>('/facts.json', async (request, reply) => {
    if (!mayRead(request)) return await refuse(reply);
    const { kind } = request.query;
    const wanted = kind === undefined ? landing.all(mostFactsAsJson) : landing.latest(kind, mostFactsAsJson);
    // What is not understood may be anything, and is not made into JSON again.
    const facts = (await wanted).map(({ line, ...fact }) => ({
      ...fact,
      body: fact.quarantine === null ? bodyIn(line) : null,
    }));
    return { kinds: await landing.countsByKind(), streams: await landing.streams(), facts };
  });
}

function bodyIn(line: string): unknown {
  try {
    return (JSON.parse(line) as { body?: unknown }).body ?? null;
  } catch {
    return null;
  }
}

const bearer = (request: FastifyRequest): string =>
  /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';

function cookie(request: FastifyRequest): string {
  return /(?:^|; )key=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
}

/** Compares secrets in constant time, whatever their lengths. */
function isSame(given: string, secret: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}
