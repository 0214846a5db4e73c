import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Staff } from '../../db/hub/staff.ts';
import type { FactWithWords, Words } from '../../db/hub/words.ts';
import { mayDo, reaches } from '../../shared/staff/rights.ts';
import type { OpenedWords, SealingKeys } from '../sealing/sealing-keys.ts';
import type { StaffDoor } from '../staff/door.ts';

const wordsPath = '/v1/words';

/** `open`: read them, which is written down; without, only that there are some. */
const asked = z.strictObject({
  open: z.literal('1').optional(),
  before: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});

/**
 * What residents and officers wrote, for whoever may read it: only of devices of their own unit, and each opening is on record
 * before the text leaves. A text whose month's key was destroyed says so.
 */
export function serveWords(
  app: FastifyInstance,
  {
    words,
    keys,
    staff,
    door,
    unitOf,
  }: {
    words: Words;
    keys: Pick<SealingKeys, 'open'>;
    staff: Pick<Staff, 'note'>;
    door: StaffDoor;
    /** Where a device stands; null when that is not known: then only those who work for all units see it. */
    unitOf: (dev: string) => Promise<string | null>;
  },
): void {
  app.get(wordsPath, { preHandler: door.requireRight('read-facts') }, async (request, reply) => {
    const query = asked.safeParse(request.query);
    if (!query.success) return await reply.code(400).send({ error: 'query' });
    const person = await door.personOf(request);
    if (person === null) return await reply.code(401).send({ error: 'sign-in' });
    const { open, before = null, limit } = query.data;
    if (open !== undefined && !mayDo(person.role, 'open-words')) return await reply.code(403).send({ error: 'right' });
    const page = await words.page({ before, limit });
    const facts: { fact: FactWithWords; words: OpenedWords | { state: 'sealed' } }[] = [];
    for (const fact of page.facts) {
      if (!reaches(person.unit, await unitOf(fact.dev))) continue;
      facts.push({ fact, words: open === undefined ? { state: 'sealed' } : keys.open(fact.words) });
    }
    await staff.note(
      facts
        .filter(({ words: { state } }) => state === 'open')
        .map(({ fact }) => ({
          who: person.name,
          what: 'words-opened',
          about: `${fact.dev}/${fact.stream}/${fact.seq}`,
        })),
    );
    return await reply.header('Cache-Control', 'no-store').send({
      facts: facts.map(({ fact: { words: sealed, ...fact }, words: shown }) => ({
        ...fact,
        month: sealed.month,
        words: shown,
      })),
      next: page.next,
    });
  });
}
