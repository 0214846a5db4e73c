import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import type { Devices } from '../../db/hub/devices.ts';
import {
  type EnrolReply,
  enrolPath,
  enrolRequest,
  newKeyId,
  rotatePath,
  rotateRequest,
} from '../../shared/sync/enrolment.ts';
import { wireVersion } from '../../shared/sync/wire.ts';
import type { SigningKey } from '../../wire/keys.ts';
import { verifyRequest } from '../../wire/signed-request.ts';
import { type DeviceGate, jsonIn, saidIn, takeBytes } from './device-gate.ts';

/** How a terminal becomes known, and how it changes its key. Each request signs itself with the key that it brings. */
export async function serveDevices(
  app: FastifyInstance,
  {
    devices,
    gate,
    name,
    key,
    enrolmentsAMinute,
    now,
  }: {
    devices: Devices;
    gate: DeviceGate;
    name: string;
    key: SigningKey;
    /** Guesses of a code from one address. */
    enrolmentsAMinute: number;
    now: () => number;
  },
): Promise<void> {
  await app.register(async (room) => {
    takeBytes(room);
    await room.register(rateLimit, { max: enrolmentsAMinute, timeWindow: 60_000 });

    room.post(enrolPath, async (request, reply) => {
      const asked = enrolRequest.safeParse(jsonIn(request));
      if (!asked.success) return await reply.code(400).send({ error: 'request', t: now() });
      const brought = Buffer.from(asked.data.key, 'base64url');
      const proof = await verifyRequest(saidIn(request), request.headers, {
        keyFor: (keyId) => (keyId === newKeyId ? brought : null),
        fresh: now(),
      });
      if (!proof.ok) {
        return await reply.code(401).send({ error: proof.error === 'skew' ? 'skew' : 'signature', t: now() });
      }
      const { code, wants, relay = false } = asked.data;
      const enrolled = await devices.enrol({ code, key: brought, wants, kind: relay ? 'relay' : 'terminal' });
      if (!enrolled.ok) return await reply.code(403).send({ error: enrolled.error, t: now() });
      const { dev, keyNo } = enrolled.value;
      const answer: EnrolReply = {
        p: wireVersion,
        dev,
        no: keyNo,
        hub: { name, key: key.publicBytes.toString('base64url') },
        t: now(),
      };
      return answer;
    });
  });

  await app.register(async (room) => {
    takeBytes(room);
    room.post(rotatePath, async (request, reply) => {
      const known = await gate.check(request);
      if (!known.ok) return await reply.code(known.error.status).send({ error: known.error.error, t: now() });
      const asked = rotateRequest.safeParse(jsonIn(request));
      if (!asked.success) return await reply.code(400).send({ error: 'request', t: now() });
      const brought = Buffer.from(asked.data.key, 'base64url');
      const proof = await verifyRequest(saidIn(request), request.headers, {
        keyFor: () => brought,
        fresh: now(),
        label: newKeyId,
      });
      if (!proof.ok) return await reply.code(401).send({ error: 'signature', t: now() });
      const { device, keyNo } = known.value;
      const no = await devices.rotate(device.dev, keyNo, brought);
      return no === null ? await reply.code(409).send({ error: 'key' }) : { p: wireVersion, no };
    });
  });
}
