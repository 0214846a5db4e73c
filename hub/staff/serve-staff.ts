import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { type Person, type Staff, staffLimits } from '../../db/hub/staff.ts';
import { passwordChange, signIn, staffName, staffPasswordPath, staffSessionPath } from '../../shared/staff/sign-in.ts';
import { type StaffDoor, tokenCookie, tokenIn } from './door.ts';

/** From one address in a minute; a hall has one address for all its people. */
const mostTriesAMinute = 20;

/** In place of what cannot be a name: it fails like any that is not there. */
const nobody = '?';

const shown = ({ name, role, unit, mustChange }: Person) => ({ name, role, unit, mustChange });

/** Signing in and out, who is there, and a password of one's own. */
export function serveStaff(app: FastifyInstance, { staff, door }: { staff: Staff; door: StaffDoor }): void {
  app.register(async (routes) => {
    await routes.register(rateLimit, { global: false });
    const seldom = { config: { rateLimit: { max: mostTriesAMinute, timeWindow: 60_000 } } };

    routes.post(staffSessionPath, seldom, async (request, reply) => {
      const asked = signIn.safeParse(request.body);
      if (!asked.success) return await reply.code(400).send({ error: 'body' });
      const { name, password } = asked.data;
      const signed = await staff.signIn(staffName.safeParse(name).data ?? nobody, password);
      if (signed.code === 'locked') {
        return await reply
          .code(429)
          .header('Retry-After', staffLimits.lockedMs / 1000)
          .send({ error: 'locked' });
      }
      if (signed.code === 'wrong') return await reply.code(401).send({ error: 'wrong' });
      const cookie = tokenCookie(request, signed.token, staffLimits.sessionMs / 1000);
      return await reply.header('Set-Cookie', cookie).send(shown(signed.person));
    });

    routes.delete(staffSessionPath, async (request, reply) => {
      const token = tokenIn(request);
      if (token !== null) await staff.signOut(token);
      return await reply
        .header('Set-Cookie', tokenCookie(request, '', 0))
        .code(204)
        .send();
    });

    routes.get(staffSessionPath, async (request, reply) => {
      const person = await door.personOf(request);
      return person === null ? await reply.code(401).send({ error: 'sign-in' }) : shown(person);
    });

    routes.post(staffPasswordPath, seldom, async (request, reply) => {
      const person = await door.personOf(request);
      if (person === null) return await reply.code(401).send({ error: 'sign-in' });
      const asked = passwordChange.safeParse(request.body);
      if (!asked.success || asked.data.next === asked.data.password) {
        return await reply.code(400).send({ error: 'password' });
      }
      const known = await staff.knows(person.name, asked.data.password);
      if (known !== 'right') return await reply.code(known === 'locked' ? 429 : 401).send({ error: known });
      await staff.setPassword(person.name, asked.data.next, person.name);
      // Every session is over with the old password; this browser signs in anew.
      return await reply
        .header('Set-Cookie', tokenCookie(request, '', 0))
        .code(204)
        .send();
    });
  });
}
