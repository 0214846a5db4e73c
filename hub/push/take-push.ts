import type { Device } from '../../db/hub/devices.ts';
import type { Landed, Landing } from '../../db/hub/landing.ts';
import { failure, type Result, success } from '../../shared/result.ts';
import { pushLimits } from '../../shared/sync/wire.ts';
import type { Sender } from '../relay/relayed-push.ts';
import { readPush } from './push-body.ts';

/** Why a push is not taken: the status to answer with, and a word for whoever brought it. */
export interface PushRefusal {
  status: 400 | 401 | 403 | 413 | 415 | 426;
  error: string;
}

/** Who brings a push: decided before its bytes are looked into, and then whose facts they are. */
export type Bearer = Result<(dev: string) => Promise<Result<Sender, PushRefusal>>, PushRefusal>;

/** A device brings its own facts and nobody else's. */
export const itself =
  (sender: Sender): ((dev: string) => Promise<Result<Sender, PushRefusal>>) =>
  async (dev) =>
    dev === sender.device.dev ? success(sender) : failure({ status: 403, error: 'device' });

/** A push whose device is known: what became of it. */
interface TakenPush {
  device: Device;
  /** For how many sequences its lines stand. */
  count: number;
  landed: Landed;
}

/**
 * Takes one push, whichever way it came: encoding, size, who brings it, limits, chain, then the landing; returns after the
 * commit. `keepsEnvelope`: as it was signed it is kept as well, to be passed on.
 */
export async function takePush(
  { headers, body }: { headers: Record<string, string | string[] | undefined>; body: Buffer },
  {
    landing,
    bearer,
    keepsEnvelope,
    now,
  }: { landing: Landing; bearer: () => Promise<Bearer>; keepsEnvelope: boolean; now: () => number },
): Promise<Result<TakenPush, PushRefusal>> {
  if (headers['content-encoding'] !== 'gzip') return failure({ status: 415, error: 'encoding' });
  if (body.length > pushLimits.compressedBytes) return failure({ status: 413, error: 'compressed' });
  const brought = await bearer();
  if (!brought.ok) return brought;
  const batch = await readPush(body);
  if (!batch.ok) return batch;
  const { count, ...facts } = batch.value;
  const sender = await brought.value(facts.dev);
  if (!sender.ok) return sender;
  const { device, vouchedBy, envelope } = sender.value;
  const landed = await landing.land(facts, now(), { envelope: keepsEnvelope ? envelope : null, vouchedBy });
  return success({ device, count, landed });
}
