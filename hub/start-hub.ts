import { createHash, timingSafeEqual } from 'node:crypto';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Landing } from '../db/hub/landing.ts';
import { type HubPlace, openHubStore } from '../db/hub/store.ts';
import type { OpenProblem } from '../db/open.ts';
import { failure, type Result, success } from '../shared/result.ts';
import { type PushReply, pushLimits, pushPath, wireVersion } from '../shared/sync/wire.ts';
import { factsPage, factsPagePolicy } from './facts-page.ts';
import { serveKiosks, servePhones } from './papers/serve-papers.ts';
import { openTrays } from './papers/trays.ts';
import { readPush } from './push-body.ts';

export interface Hub {
  /** http://host:port */
  address: string;
  /** Finishes what is under way, then closes the database. */
  close(): Promise<void>;
}

export interface HubSecrets {
  /** Terminals push with it. */
  pushToken: string;
  /** People read with it. */
  readKey: string;
}

/** How often a terminal with nothing new may come back, ms. */
const calmMs = 15_000;
const latestShown = 50;
const mostFactsAsJson = 10_000;

/** Opens the hub's database and listens. Errors: why the database cannot be opened, or `unavailable` for the address. */
export async function startHub({
  place,
  host,
  port,
  name = 'hub',
  secrets,
  phones = null,
  now,
}: {
  place: HubPlace;
  host: string;
  /** 0: any free one. */
  port: number;
  name?: string;
  secrets: HubSecrets;
  /** Takes papers from telephones: the built code of their page, and where it listens for them if not where it always does. */
  phones?: { script: string; host?: string; port?: number } | null;
  now: () => number;
}): Promise<Result<Hub, OpenProblem>> {
  const opened = await openHubStore(place);
  if (!opened.ok) return opened;
  const { landing, close } = opened.value;
  const app = Fastify({ bodyLimit: pushLimits.compressedBytes, forceCloseConnections: 'idle', logger: false });
  app.addContentTypeParser('application/x-ndjson', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.addHook('onSend', async (_request, reply) => {
    reply
      .header('X-Content-Type-Options', 'nosniff')
      .header('Cache-Control', 'no-store')
      .header('Referrer-Policy', 'no-referrer');
  });
  servePush(app, { landing, name, token: secrets.pushToken, now });
  serveFacts(app, { landing, readKey: secrets.readKey });
  const trays = phones === null ? null : openTrays(now);
  let besides: FastifyInstance | null = null;
  if (phones !== null && trays !== null) {
    besides = phones.port === undefined ? null : Fastify({ forceCloseConnections: true, logger: false });
    servePhones(besides ?? app, { trays, script: phones.script });
    const listens =
      besides === null || (await isListening(besides, { host: phones.host ?? host, port: phones.port ?? 0 }));
    if (listens) serveKiosks(app, { trays, mayPush: (header) => isSame(bearerIn(header), secrets.pushToken) });
  }
  app.get('/health', async () => ({ ok: true, p: wireVersion }));
  try {
    const address = await app.listen({ host, port });
    return success({
      address,
      async close() {
        trays?.closeAll();
        await besides?.close();
        await app.close();
        await close();
      },
    });
  } catch (error) {
    await close();
    return failure({ code: 'unavailable', reason: error instanceof Error ? error.message : String(error) });
  }
}

/** An address that telephones cannot reach costs the papers, never the facts: kiosks find no trays and say what else to do. */
async function isListening(app: FastifyInstance, at: { host: string; port: number }): Promise<boolean> {
  try {
    await app.listen(at);
    return true;
  } catch (error) {
    process.stderr.write(`no papers from telephones: ${error instanceof Error ? error.message : String(error)}\n`);
    return false;
  }
}

function servePush(
  app: FastifyInstance,
  { landing, name, token, now }: { landing: Landing; name: string; token: string; now: () => number },
): void {
  app.post(pushPath, async (request, reply) => {
    if (!isSame(bearer(request), token)) return await reply.code(401).send({ error: 'token', t: now() });
    if (request.headers['content-encoding'] !== 'gzip' || !Buffer.isBuffer(request.body)) {
      return await reply.code(415).send({ error: 'encoding' });
    }
    const digest = request.headers['content-digest'];
    const batch = await readPush(request.body, typeof digest === 'string' ? digest : undefined);
    if (!batch.ok) return await reply.code(batch.error.status).send({ error: batch.error.error });
    const landed = await landing.land(batch.value, now());
    const have = { s: landed.have.stream, upto: landed.have.upto, tip: landed.have.tip.toString('hex') };
    if (landed.code !== 'landed') return await reply.code(409).send({ error: landed.code, have });
    const answer: PushReply = {
      p: wireVersion,
      hub: name,
      have,
      quar: landed.quarantined,
      t: now(),
      next_ms: calmMs,
      lim: { rec: pushLimits.records, kb: pushLimits.kilobytes },
    };
    return answer;
  });
}

function serveFacts(app: FastifyInstance, { landing, readKey }: { landing: Landing; readKey: string }): void {
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
    const facts = (await wanted).map(({ line, ...fact }) => ({ ...fact, body: bodyIn(line) }));
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

const bearer = (request: FastifyRequest): string => bearerIn(request.headers.authorization);

function bearerIn(authorization: string | undefined): string {
  return /^Bearer (\S+)$/.exec(authorization ?? '')?.[1] ?? '';
}

function cookie(request: FastifyRequest): string {
  return /(?:^|; )key=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
}

/** Compares secrets in constant time, whatever their lengths. */
function isSame(given: string, secret: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}
