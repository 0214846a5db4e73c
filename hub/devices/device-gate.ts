import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Device, Devices } from '../../db/hub/devices.ts';
import { failure, type Result, success } from '../../shared/result.ts';
import { deviceLabel } from '../../shared/sync/relay.ts';
import { type Said, verifyRequest } from '../../wire/signed-request.ts';

/** Why a request is not let in: the status to answer with, and a word for the terminal. */
export interface Refusal {
  status: 400 | 401 | 403;
  error: 'digest' | 'signature' | 'unknown' | 'skew' | 'revoked' | 'kind';
}

/** A device whose signature holds, and with which of its keys. */
export interface Known {
  device: Device;
  keyNo: number;
}

type Headers = Parameters<typeof verifyRequest>[1];

/** Who sent a request: decided by its signature alone. `now`: the hub's clock, ms. */
export interface DeviceGate {
  /** `label`: of the signature that is meant, when it is not the device's own. */
  check(request: FastifyRequest, label?: string): Promise<Result<Known, Refusal>>;
  /** Lets only a device's present key through. `fresh`: now, ms, when the signature must be a new one. */
  checkPresent(said: Said, headers: Headers, fresh: number | null): Promise<Result<Device, Refusal>>;
}

export function openDeviceGate({ devices, now }: { devices: Devices; now: () => number }): DeviceGate {
  async function check(
    said: Said,
    headers: Headers,
    { fresh, label }: { fresh: number | null; label: string },
  ): Promise<Result<Known, Refusal>> {
    let device: Device | null = null;
    const verified = await verifyRequest(said, headers, {
      fresh,
      label,
      async keyFor(keyId) {
        const [dev = '', no = ''] = keyId.split('/');
        device = await devices.find(dev);
        if (device === null) return null;
        return device.keyNo === Number(no) ? device.publicKey : await devices.keyOf(dev, Number(no));
      },
    });
    if (!verified.ok) {
      const { error } = verified;
      if (error === 'digest') return failure({ status: 400, error });
      if (error === 'skew') return failure({ status: 401, error });
      return failure({ status: 401, error: error === 'unknown-key' ? 'unknown' : 'signature' });
    }
    const found = device as Device | null;
    if (found === null) return failure({ status: 401, error: 'unknown' });
    if (found.status !== 'active') return failure({ status: 403, error: 'revoked' });
    return success({ device: found, keyNo: Number(verified.value.keyId.split('/')[1]) });
  }
  return {
    check: (request, label = deviceLabel) => check(saidIn(request), request.headers, { fresh: now(), label }),
    async checkPresent(said, headers, fresh) {
      const known = await check(said, headers, { fresh, label: deviceLabel });
      if (!known.ok) return known;
      const { device, keyNo } = known.value;
      return keyNo === device.keyNo ? success(device) : failure({ status: 401, error: 'unknown' });
    },
  };
}

/** Lets only a device's present key through; what is let through is handed on. */
export async function currentDevice(
  gate: DeviceGate,
  request: FastifyRequest,
  reply: FastifyReply,
  now: () => number,
): Promise<Device | null> {
  const known = await gate.checkPresent(saidIn(request), request.headers, now());
  if (known.ok) return known.value;
  const { status, error } = known.error;
  await reply.code(status).send({ error, t: now() });
  return null;
}

/** The name of the device whose present key signed a request; null: none did. For rooms that let others in as well. */
export function namesOf(gate: DeviceGate): (request: FastifyRequest) => Promise<string | null> {
  return async (request) => {
    if (request.headers['signature-input'] === undefined) return null;
    const known = await gate.check(request);
    return known.ok && known.value.keyNo === known.value.device.keyNo ? known.value.device.dev : null;
  };
}

/** What the sender signed, as this hub received it. Bodies of a gated room come as bytes: a signature is over bytes. */
export function saidIn(request: FastifyRequest): Said {
  return {
    method: request.method,
    url: `${request.protocol}://${request.headers.host ?? ''}${request.url}`,
    body: bodyIn(request),
  };
}

export function bodyIn(request: FastifyRequest): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

/** A body's JSON; undefined when it is none. */
export function jsonIn(request: FastifyRequest): unknown {
  try {
    return JSON.parse(bodyIn(request).toString('utf8'));
  } catch {
    return undefined;
  }
}

/** From here on bodies of every type come as the bytes that were sent. */
export function takeBytes(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}
