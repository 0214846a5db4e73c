import type { FastifyInstance } from 'fastify';
import type { Relayed } from '../../db/hub/relayed.ts';
import { relayedPath, toldDevice } from '../../shared/sync/relay.ts';
import { wireVersion } from '../../shared/sync/wire.ts';
import { type DeviceGate, jsonIn, takeBytes } from '../devices/device-gate.ts';
import { relayOf } from './relayed-push.ts';

/** At the city: takes a relay's word on which devices it has, and with which keys. */
export async function serveRelayed(
  app: FastifyInstance,
  { relayed, gate, now }: { relayed: Relayed; gate: DeviceGate; now: () => number },
): Promise<void> {
  await app.register(async (room) => {
    takeBytes(room);
    room.post(relayedPath, async (request, reply) => {
      const relay = await relayOf(gate, request);
      if (!relay.ok) return await reply.code(relay.error.status).send({ error: relay.error.error, t: now() });
      const told = toldDevice.safeParse(jsonIn(request));
      if (!told.success) return await reply.code(400).send({ error: 'request' });
      const keys = told.data.keys.map((key) => Buffer.from(key, 'base64url'));
      if (await relayed.tell(relay.value, { ...told.data, keys })) return { p: wireVersion };
      return await reply.code(409).send({ error: 'name' });
    });
  });
}
