import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Devices } from '../../db/hub/devices.ts';
import type { Place } from '../../db/hub/envelope.ts';
import type { Landing } from '../../db/hub/landing.ts';
import type { Relayed } from '../../db/hub/relayed.ts';
import { type Result, success } from '../../shared/result.ts';
import { type PushReply, pushLimits, pushPath, wireVersion } from '../../shared/sync/wire.ts';
import type { SigningKey } from '../../wire/keys.ts';
import { signReceipt } from '../../wire/receipt.ts';
import { bodyIn, type DeviceGate, saidIn, takeBytes } from '../devices/device-gate.ts';
import { isRelayed, relayOf, senderBehind } from '../relay/relayed-push.ts';
import { type Bearer, deviceItself, type PushRefusal, takePush } from './take-push.ts';

/** How often a terminal with nothing new may come back, ms. */
const calmMs = 15_000;

/** The way on to another hub, for what lands here. */
export interface Upward {
  /** Up to where that hub has a stream. */
  cityUpto(place: Place): Promise<number>;
  /** Something landed that it lacks. */
  landed(place: Place): void;
}

/** Takes facts: lands first, answers after the commit, understands later. */
export async function servePush(
  app: FastifyInstance,
  {
    landing,
    devices,
    relayed,
    gate,
    upward,
    name,
    key,
    pushesAMinute,
    now,
  }: {
    landing: Landing;
    devices: Devices;
    relayed: Relayed;
    gate: DeviceGate;
    /** null: this hub is the topmost. */
    upward: Upward | null;
    name: string;
    key: SigningKey;
    /** Of one device: more is a fault at its side, and told to wait. */
    pushesAMinute: number;
    now: () => number;
  },
): Promise<void> {
  /** Whoever passes a push on for a device, or the device itself. */
  async function bearerOf(request: FastifyRequest): Promise<Result<Bearer, PushRefusal>> {
    if (!isRelayed(request))
      return await deviceItself(gate, { said: saidIn(request), headers: request.headers }, now());
    const relay = await relayOf(gate, request);
    if (!relay.ok) return relay;
    return success((dev) => senderBehind(request, { relay: relay.value, dev, devices, relayed }));
  }

  await app.register(async (room) => {
    takeBytes(room);
    await room.register(rateLimit, {
      max: pushesAMinute,
      timeWindow: 60_000,
      keyGenerator: ({ ip, headers }) =>
        `${ip} ${/keyid="([^"]{1,64})"/.exec(String(headers['signature-input']))?.[1] ?? ''}`,
    });
    room.post(pushPath, { bodyLimit: pushLimits.compressedBytes }, async (request, reply) => {
      const taken = await takePush(
        { headers: request.headers, body: bodyIn(request), bearer: () => bearerOf(request) },
        { landing, keepsEnvelopes: upward !== null, now },
      );
      if (!taken.ok) {
        const { status, error } = taken.error;
        return await reply.code(status).send({ error, t: now() });
      }
      const { device, landed } = taken.value;
      const have = { s: landed.have.stream, upto: landed.have.upto, tip: landed.have.tip.toString('hex') };
      if (landed.code !== 'landed') return await reply.code(409).send({ error: landed.code, have });
      const place = { dev: device.dev, stream: have.s };
      upward?.landed(place);
      const t = now();
      const { s: stream, upto, tip } = have;
      const answer: PushReply = {
        p: wireVersion,
        hub: name,
        have,
        ...(upward === null ? {} : { up: { upto: await upward.cityUpto(place) } }),
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
