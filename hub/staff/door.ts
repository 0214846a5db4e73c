import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Person, Staff } from '../../db/hub/staff.ts';
import { mayDo, type StaffRight } from '../../shared/staff/rights.ts';

/** Lets people in who are signed in, as far as their rights go. */
export interface StaffDoor {
  /** For routes, as their `preHandler`: 401 to nobody in particular, 403 to whoever has not the right or must choose a password. */
  requireRight(right: StaffRight): (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
  /** Who is signed in; null: nobody. */
  personOf(request: FastifyRequest): Promise<Person | null>;
}

export function openDoor(staff: Pick<Staff, 'whoIs'>): StaffDoor {
  const personOf = async (request: FastifyRequest): Promise<Person | null> => {
    const token = tokenIn(request);
    return token === null ? null : await staff.whoIs(token);
  };
  return {
    personOf,
    requireRight: (right) => async (request, reply) => {
      const person = await personOf(request);
      if (person === null) await reply.code(401).send({ error: 'sign-in' });
      else if (person.mustChange) await reply.code(403).send({ error: 'password' });
      else if (!mayDo(person.role, right)) await reply.code(403).send({ error: 'right' });
    },
  };
}

const cookieName = 'staff';

export function tokenIn(request: FastifyRequest): string | null {
  return new RegExp(`(?:^|; )${cookieName}=([\\w-]{43})(?:;|$)`).exec(request.headers.cookie ?? '')?.[1] ?? null;
}

/** No script reads it, no other site sends it. `seconds` 0: it is over. */
export function tokenCookie(request: FastifyRequest, token: string, seconds: number): string {
  const secure = request.protocol === 'https' ? '; Secure' : '';
  return `${cookieName}=${token}; HttpOnly; SameSite=Strict; Path=/; Max-Age=${seconds}${secure}`;
}
