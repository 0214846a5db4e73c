import type { FastifyRequest } from 'fastify';
import type { Device, Devices } from '../../db/hub/devices.ts';
import type { Envelope } from '../../db/hub/envelope.ts';
import type { Relayed } from '../../db/hub/relayed.ts';
import { failure, type Result, success } from '../../shared/result.ts';
import { type DeviceRefusal, deviceLabel, relayLabel } from '../../shared/sync/relay.ts';
import { originIn } from '../../wire/forwarded.ts';
import { type Said, verifyRequest } from '../../wire/signed-request.ts';
import { bodyIn, type DeviceGate, type Refusal, saidIn } from '../devices/device-gate.ts';

/** Whose facts a push brings. */
export interface Sender {
  device: Device;
  /** The relay whose word alone stands for it; null: the device has signed it. */
  vouchedBy: string | null;
  /** The push as the device signed it, for passing it on; null: it has not. */
  envelope: Envelope | null;
}

/** Whether somebody passes this push on for a device. */
export function isRelayed({ headers }: FastifyRequest): boolean {
  return memberOf(headers['signature-input'], relayLabel) !== null;
}

/** The relay that signed a request, just now, with its present key. */
export async function relayOf(gate: DeviceGate, request: FastifyRequest): Promise<Result<string, Refusal>> {
  const known = await gate.check(request, relayLabel);
  if (!known.ok) return known;
  const { device, keyNo } = known.value;
  if (device.kind !== 'relay') return failure({ status: 403, error: 'kind' });
  return keyNo === device.keyNo ? success(device.dev) : failure({ status: 401, error: 'unknown' });
}

/**
 * The device behind a push that a relay brought: known, and by the device's own signature, of whatever age and by any of its
 * keys, or by the relay's word where there is none. What a relay took before it revoked a device still counts.
 */
export async function senderBehind(
  request: FastifyRequest,
  { relay, dev, devices, relayed }: { relay: string; dev: string; devices: Devices; relayed: Relayed },
): Promise<Result<Sender, { status: 401 | 403; error: DeviceRefusal }>> {
  const unknown = { status: 401, error: 'device' } as const;
  const device = await devices.find(dev);
  if (device === null) return failure(unknown);
  const told = await relayed.standing(relay, dev);
  if (device.status !== 'active' && told?.revoked !== true) return failure({ status: 403, error: 'device-revoked' });
  if (memberOf(request.headers['signature-input'], deviceLabel) === null) {
    return told === null ? failure(unknown) : success({ device, vouchedBy: relay, envelope: null });
  }
  const origin = originIn(request.headers.forwarded ?? '');
  const said: Said = { ...saidIn(request), url: `${origin ?? ''}${request.url}` };
  for (const key of (await devices.keysOf(dev)).toReversed()) {
    const verified = await verifyRequest(said, request.headers, {
      keyFor: (keyId) => (keyId.split('/')[0] === dev ? key : null),
      fresh: null,
    });
    if (verified.ok)
      return success({
        device,
        vouchedBy: null,
        envelope: envelopeOf({ headers: request.headers, body: bodyIn(request) }, said.url),
      });
  }
  return failure(unknown);
}

/** A push as its device signed it; `url`: the address that the device named. */
export function envelopeOf(
  { headers, body }: { headers: Record<string, string | string[] | undefined>; body: Buffer },
  url: string,
): Envelope | null {
  const signatureInput = memberOf(headers['signature-input'], deviceLabel);
  const signature = memberOf(headers.signature, deviceLabel);
  if (signatureInput === null || signature === null) return null;
  return { url, signatureInput, signature, body };
}

/** One member of a dictionary of signatures (RFC 9421), with its label. */
function memberOf(header: string | string[] | undefined, label: string): string | null {
  const members = String(header ?? '').split(/,\s*(?=[a-z][\w-]*=)/);
  return members.find((member) => member.startsWith(`${label}=`)) ?? null;
}
