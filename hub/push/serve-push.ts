import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Devices } from '../../db/hub/devices.ts';
import type { Place } from '../../db/hub/envelope.ts';
import type { Landing } from '../../db/hub/landing.ts';
import type { Relayed } from '../../db/hub/relayed.ts';
import { failure, type Result, success } from '../../shared/result.ts';
import { type PushReply, pushLimits, pushPath, wireVersion } from '../../shared/sync/wire.ts';
import type { SigningKey } from '../../wire/keys.ts';
import { signReceipt } from '../../wire/receipt.ts';
import { bodyIn, currentDevice, type DeviceGate, saidIn, takeBytes } from '../devices/device-gate.ts';
import { envelopeOf, isRelayed, relayOf, type Sender, senderBehind } from '../relay/relayed-push.ts';
import { readPush } from './push-body.ts';

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
  /** Who brings a push, and how to find out for which device; null: nobody who may, and that was answered. */
  async function bearer(
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<((dev: string) => Promise<Result<Sender, { status: number; error: string }>>) | null> {
    if (isRelayed(request)) {
      const relay = await relayOf(gate, request);
      if (relay.ok) return (dev) => senderBehind(request, { relay: relay.value, dev, devices, relayed });
      await reply.code(relay.error.status).send({ error: relay.error.error, t: now() });
      return null;
    }
    const device = await currentDevice(gate, request, reply, now);
    if (device === null) return null;
    const sender: Sender = { device, vouchedBy: null, envelope: envelopeOf(request, saidIn(request).url) };
    return async (dev) => (dev === device.dev ? success(sender) : failure({ status: 403, error: 'device' }));
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
      if (request.headers['content-encoding'] !== 'gzip') return await reply.code(415).send({ error: 'encoding' });
      const behind = await bearer(request, reply);
      if (behind === null) return reply;
      const batch = await readPush(bodyIn(request));
      if (!batch.ok) return await reply.code(batch.error.status).send({ error: batch.error.error });
      const sender = await behind(batch.value.dev);
      if (!sender.ok) return await reply.code(sender.error.status).send({ error: sender.error.error });
      const { device, vouchedBy, envelope } = sender.value;
      const kept = upward === null ? null : envelope;
      const landed = await landing.land(batch.value, now(), { envelope: kept, vouchedBy });
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
