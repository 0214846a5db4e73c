import type { Device } from '../../db/hub/devices.ts';
import type { Landed, Landing } from '../../db/hub/landing.ts';
import { failure, type Result, success } from '../../shared/result.ts';
import { pushLimits } from '../../shared/sync/wire.ts';
import type { Said } from '../../wire/signed-request.ts';
import type { DeviceGate } from '../devices/device-gate.ts';
import { envelopeOf, type Sender } from '../relay/relayed-push.ts';
import { readPush } from './push-body.ts';

/** Why a push is not taken: the status to answer with, and a word for the terminal. */
export interface PushRefusal {
  status: number;
  error: string;
}

/** Whoever brings a push, when that is somebody who may: says whose facts they are, by the device that the push names. */
export type Bearer = (dev: string) => Promise<Result<Sender, PushRefusal>>;

/** A push whose device is known: what became of it. */
interface TakenPush {
  device: Device;
  /** For how many sequences its lines stand. */
  count: number;
  landed: Landed;
}

type Headers = Record<string, string | string[] | undefined>;

/**
 * Takes one push, whichever way it came: encoding, size, who brings it, limits, chain, then the landing; returns after the
 * commit. `keepsEnvelopes`: what the device signed is kept, for a hub above this one.
 */
export async function takePush(
  { headers, body, bearer }: { headers: Headers; body: Buffer; bearer: () => Promise<Result<Bearer, PushRefusal>> },
  { landing, keepsEnvelopes, now }: { landing: Landing; keepsEnvelopes: boolean; now: () => number },
): Promise<Result<TakenPush, PushRefusal>> {
  if (headers['content-encoding'] !== 'gzip') return failure({ status: 415, error: 'encoding' });
  if (body.length > pushLimits.compressedBytes) return failure({ status: 413, error: 'compressed' });
  const behind = await bearer();
  if (!behind.ok) return behind;
  const batch = await readPush(body);
  if (!batch.ok) return batch;
  const { count, ...facts } = batch.value;
  const sender = await behind.value(facts.dev);
  if (!sender.ok) return sender;
  const { device, vouchedBy, envelope } = sender.value;
  const landed = await landing.land(facts, now(), { envelope: keepsEnvelopes ? envelope : null, vouchedBy });
  return success({ device, count, landed });
}

/**
 * The device itself, by the signature of its present key. `fresh`: now, ms, when that must be a new one; null for a push that
 * was carried by hand.
 */
export async function deviceItself(
  gate: DeviceGate,
  { said, headers }: { said: Said; headers: Headers },
  fresh: number | null,
): Promise<Result<Bearer, PushRefusal>> {
  const known = await gate.checkPresent(said, headers, fresh);
  if (!known.ok) return known;
  const device = known.value;
  const envelope = envelopeOf({ headers, body: said.body }, said.url);
  return success(async (dev) =>
    dev === device.dev ? success({ device, vouchedBy: null, envelope }) : failure({ status: 403, error: 'device' }),
  );
}
