import type { Device } from '../../db/hub/devices.ts';
import type { Landed, Landing } from '../../db/hub/landing.ts';
import { failure, type Result, success } from '../../shared/result.ts';
import { pushLimits } from '../../shared/sync/wire.ts';
import type { Said } from '../../wire/signed-request.ts';
import type { DeviceGate, Refusal } from '../devices/device-gate.ts';
import { type PushFault, readPush } from './push-body.ts';

/** Why a push is not taken: the status to answer with, and a word for the terminal. */
type PushRefusal =
  | PushFault
  | Refusal
  | { status: 403; error: 'device' }
  | { status: 413; error: 'compressed' }
  | { status: 415; error: 'encoding' };

/** A push whose device is known: what became of it. */
interface TakenPush {
  device: Device;
  /** For how many sequences its lines stand. */
  count: number;
  landed: Landed;
}

type Headers = Record<string, string | string[] | undefined>;

/**
 * Takes one push, whichever way it came: encoding, size, signature, limits, chain, then the landing; returns after the
 * commit. `fresh`: now, ms, when its signature must be a new one; null for one that was carried by hand.
 */
export async function takePush(
  { said, headers, fresh }: { said: Said; headers: Headers; fresh: number | null },
  { landing, gate, now }: { landing: Landing; gate: DeviceGate; now: () => number },
): Promise<Result<TakenPush, PushRefusal>> {
  if (headers['content-encoding'] !== 'gzip') return failure({ status: 415, error: 'encoding' });
  if (said.body.length > pushLimits.compressedBytes) return failure({ status: 413, error: 'compressed' });
  const known = await gate.checkPresent(said, headers, fresh);
  if (!known.ok) return known;
  const batch = await readPush(said.body);
  if (!batch.ok) return batch;
  const { count, ...facts } = batch.value;
  const device = known.value;
  if (facts.dev !== device.dev) return failure({ status: 403, error: 'device' });
  return success({ device, count, landed: await landing.land(facts, now()) });
}
