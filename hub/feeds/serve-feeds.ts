import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Feeds } from '../../db/hub/feeds.ts';
import { mayDo, reaches } from '../../shared/staff/rights.ts';
import { type PullReply, pullPath, pullQuery, unitOfScope } from '../../shared/sync/feeds.ts';
import type { StaffDoor } from '../staff/door.ts';
import { watchFeeds } from './watch-feeds.ts';

/** Who may read which feed: a terminal those for all and its own hall's, somebody who answers calls the halls of their unit. */
export interface FeedReaders {
  /** The device that signed the request; null: none did. */
  deviceOf: (request: FastifyRequest) => Promise<string | null>;
  /** Where a device stands. */
  unitOf: (dev: string) => Promise<string | null>;
  door: Pick<StaffDoor, 'personOf'>;
}

/** Reading on from a cursor, with waiting. Who waits is answered at once when the hub closes. */
export function serveFeeds(app: FastifyInstance, { feeds, ...readers }: { feeds: Feeds } & FeedReaders): void {
  const watch = watchFeeds(feeds);
  const closing = new AbortController();
  app.addHook('preClose', async () => {
    closing.abort();
    watch.close();
  });

  app.get(pullPath, async (request, reply) => {
    const asked = pullQuery.safeParse(request.query);
    if (!asked.success) return await reply.code(400).send({ error: 'query' });
    const { scope, after, limit, wait } = asked.data;
    const refusal = await refusalOf(request, scope, readers);
    if (refusal !== null) return await reply.code(refusal).send({ error: 'scope' });
    const over = AbortSignal.any([AbortSignal.timeout(wait * 1000), closing.signal, gone(reply)]);
    for (;;) {
      const waiter = watch.enter(scope);
      try {
        const page = await feeds.page(scope, after, limit);
        if (!page.ok) return await reply.code(410).send({ error: 'cursor' });
        // The first answer has a cursor in any case: from then on there is something to wait with.
        if (page.value.items.length > 0 || after === null) {
          const answer: PullReply = { scope, after, ...page.value };
          return await reply.header('Cache-Control', 'no-store').send(answer);
        }
        // A connection that is kept would keep the hub from closing.
        if (closing.signal.aborted) void reply.header('Connection', 'close');
        if (wait === 0 || over.aborted) return await reply.code(204).send();
        await Promise.race([waiter.changed, aborted(over)]);
      } finally {
        waiter.leave();
      }
    }
  });
}

async function refusalOf(
  request: FastifyRequest,
  scope: string,
  { deviceOf, unitOf, door }: FeedReaders,
): Promise<401 | 403 | null> {
  const unit = unitOfScope(scope);
  const dev = await deviceOf(request);
  if (dev !== null) return unit === null || (await unitOf(dev)) === unit ? null : 403;
  const person = await door.personOf(request);
  if (person === null) return 401;
  const answers = !person.mustChange && mayDo(person.role, 'answer-tickets');
  return answers && unit !== null && reaches(person.unit, unit) ? null : 403;
}

/** The one who asked has gone. */
function gone(reply: FastifyReply): AbortSignal {
  const left = new AbortController();
  reply.raw.once('close', () => left.abort());
  return left.signal;
}

const aborted = async (signal: AbortSignal): Promise<void> =>
  await new Promise((done) => {
    if (signal.aborted) done();
    else signal.addEventListener('abort', () => done(), { once: true });
  });
