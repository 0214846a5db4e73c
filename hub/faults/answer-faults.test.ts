import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import rateLimit from '@fastify/rate-limit';
import underPressure from '@fastify/under-pressure';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../db/testing/temporary.ts';
import { withFaults } from '../../shared/fault.ts';
import { answerFaults } from './answer-faults.ts';

const canary = 'canary-7f3a';
/** As bad as an error of a driver gets. */
const failing = (fields: object = {}): Error =>
  Object.assign(new Error(`insert into words (body) values ('${canary}')`), { detail: canary, ...fields });
/** As code of others may do it. */
const failWith = (anything: unknown): never => {
  throw anything;
};
const fail = (fields: object = {}): never => {
  throw failing(fields);
};

let app: FastifyInstance;
let lines: Record<string, unknown>[] = [];

beforeEach(() => {
  lines = [];
  app = Fastify({ logger: false });
  answerFaults(app, { error: (fields, message) => void lines.push({ ...withFaults({ ...fields }), message }) });
});
afterEach(() => app.close());

/** Where an error comes from, and the route or hook that throws it. */
const routes: [string, () => void][] = [
  ['a handler', () => app.get('/typed/:what', async () => fail())],
  ['a handler that does not wait', () => app.get('/typed/:what', () => fail())],
  ['what is no error at all', () => app.get('/typed/:what', (request) => failWith(request.url))],
  [
    'an error that asks for headers',
    () => app.get('/typed/:what', async () => fail({ headers: { 'x-said': canary } })),
  ],
  ['an error with a status of its own', () => app.get('/typed/:what', async () => fail({ statusCode: 502 }))],
  [
    'a hook before the handler',
    () => app.get('/typed/:what', { preHandler: async () => fail() }, async () => 'unreachable'),
  ],
  ['a hook on the answer', () => app.get('/typed/:what', { onSend: async () => fail() }, async () => 'an answer')],
  [
    'a handler that had set headers, a cookie and a status',
    () =>
      app.get('/typed/:what', async (_request, reply) => {
        void reply.code(404).header('Set-Cookie', `staff=${canary}`).header('ETag', canary).type('text/html');
        fail();
      }),
  ],
  ['a serializer', () => app.get('/typed/:what', async () => ({ toJSON: () => fail() }))],
  [
    'a file that is gone when it is sent',
    () =>
      app.get('/typed/:what', async (_request, reply) =>
        reply
          .code(206)
          .headers({ 'Content-Range': `bytes 0-9/10`, 'Content-Length': 10 })
          .send(createReadStream(join(temporaryFolder(), canary))),
      ),
  ],
  ['a hook on an address that nobody knows', () => app.addHook('onRequest', async () => fail())],
];

test.each(routes)('the error of %s is answered with an id, and told once under that id', async (_where, declare) => {
  declare();
  const answer = await app.inject({ url: `/typed/${canary}?said=${canary}`, headers: { 'x-said': canary } });
  const { id } = answer.json<{ id: string }>();
  expect(id).toMatch(/^[\da-f-]{36}$/);
  expect([answer.statusCode, answer.json()]).toEqual([500, { error: 'internal', id }]);
  expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  expect(lines).toMatchObject([{ id, method: 'GET', message: 'a request failed' }]);
  const told = JSON.stringify([answer.headers, answer.body, lines]);
  expect(told).not.toMatch(/canary|insert into|content-range/i);
});

test('an answer that breaks off in the middle is told once, and only its beginning is sent', async () => {
  app.get('/pack', async (_request, reply) => {
    async function* half(): AsyncIterable<Buffer> {
      yield Buffer.alloc(100_000);
      await new Promise((soon) => setTimeout(soon, 50));
      fail({ code: 'EIO' });
    }
    return await reply.send(Readable.from(half()));
  });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const answer = await fetch(`${address}/pack?said=${canary}`);
  expect(answer.status).toBe(200);
  await expect(answer.arrayBuffer()).rejects.toThrow('terminated');
  await expect.poll(() => lines).toMatchObject([{ method: 'GET', route: '/pack', error: { code: 'EIO' } }]);
  expect(JSON.stringify(lines)).not.toContain('canary');
});

test('a client that leaves in the middle of an answer is no fault of the hub', async () => {
  app.get('/pack', async (_request, reply) =>
    reply.send(Readable.from([Buffer.alloc(10_000), Buffer.alloc(30_000_000)])),
  );
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const leaving = new AbortController();
  const answer = await fetch(`${address}/pack`, { signal: leaving.signal });
  await answer.body?.getReader().read();
  leaving.abort();
  await new Promise((soon) => setTimeout(soon, 100));
  expect(lines).toEqual([]);
});

test.each([
  ['SQLITE_FULL', 507, 'full'],
  ['SQLITE_IOERR', 503, 'failing'],
])('a disk that says %s is told in one word besides', async (code, status, word) => {
  app.get('/', async () => fail({ code }));
  const answer = await app.inject('/');
  expect(answer.statusCode).toBe(status);
  const { id } = answer.json<{ id: string }>();
  expect(answer.json()).toEqual({ error: word, id });
  expect(lines).toMatchObject([{ id, error: { code } }]);
});

test('what a client did wrong is told to the client and to nobody else', async () => {
  await app.register(rateLimit, { max: 1, timeWindow: 60_000 });
  app.post('/', async () => 'unreachable');
  const send = async (): Promise<number> =>
    (await app.inject({ method: 'POST', url: '/', headers: { 'content-type': 'application/json' }, body: '{' }))
      .statusCode;
  expect([await send(), await send(), (await app.inject('/unknown')).statusCode]).toEqual([400, 429, 404]);
  expect(lines).toEqual([]);
});

test('a hub that is too busy says so and when to come back, and fills no log with it', async () => {
  await app.register(underPressure, { healthCheck: async () => false, healthCheckInterval: 60_000, retryAfter: 2 });
  app.get('/', async () => 'unreachable');
  const busy = await app.inject('/');
  expect([busy.statusCode, busy.headers['retry-after'], busy.json()]).toEqual([503, '2', { error: 'busy' }]);
  expect(lines).toEqual([]);
});
