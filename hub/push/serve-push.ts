import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import type { Landing } from '../../db/hub/landing.ts';
import { type PushReply, pushLimits, pushPath, wireVersion } from '../../shared/sync/wire.ts';
import type { SigningKey } from '../../wire/keys.ts';
import { signReceipt } from '../../wire/receipt.ts';
import { type DeviceGate, saidIn, takeBytes } from '../devices/device-gate.ts';
import { takePush } from './take-push.ts';

/** How often a terminal with nothing new may come back, ms. */
const calmMs = 15_000;

/** Takes facts: lands first, answers after the commit, understands later. */
export async function servePush(
  app: FastifyInstance,
  {
    landing,
    gate,
    name,
    key,
    pushesAMinute,
    now,
  }: {
    landing: Landing;
    gate: DeviceGate;
    name: string;
    key: SigningKey;
    /** Of one device: more is a fault at its side, and told to wait. */
    pushesAMinute: number;
    now: () => number;
  },
): Promise<void> {
  await app.register(async (room) => {
    takeBytes(room);
    await room.register(rateLimit, {
      max: pushesAMinute,
      timeWindow: 60_000,
      keyGenerator: ({ ip, headers }) =>
        `${ip} ${/keyid="([^"]{1,64})"/.exec(String(headers['signature-input']))?.[1] ?? ''}`,
    });
    room.post(pushPath, { bodyLimit: pushLimits.compressedBytes }, async (request, reply) => {
      const push = { said: saidIn(request), headers: request.headers, fresh: now() };
      const taken = await takePush(push, { landing, gate, now });
      if (!taken.ok) {
        const { status, error } = taken.error;
        return await reply.code(status).send({ error, t: now() });
      }
      const { device, landed } = taken.value;
      const have = { s: landed.have.stream, upto: landed.have.upto, tip: landed.have.tip.toString('hex') };
      if (landed.code !== 'landed') return await reply.code(409).send({ error: landed.code, have });
      const t = now();
      const { s: stream, upto, tip } = have;
      const answer: PushReply = {
        p: wireVersion,
        hub: name,
        have,
        quar: landed.quarantined,
        t,
        next_ms: calmMs,
        lim: { rec: pushLimits.records, kb: pushLimits.kilobytes },
        rcpt: signReceipt({ dev: device.dev, stream, upto, tip, at: t }, key),
        rotate: device.rotate,
      };
      return answer;
    });
  });
}
