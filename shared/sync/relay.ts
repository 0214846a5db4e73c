import { z } from 'zod';
import { publicKey } from './enrolment.ts';
import { deviceName, wireVersion } from './wire.ts';

/**
 * How a hall's hub passes facts on to its city's: the push as its device signed it, with the relay's own signature beside the
 * device's. Where the hall has no such push any more it builds one from what it has, signed by itself alone.
 */
export const relayLabel = 'relay';
export const deviceLabel = 'sig1';
/** Where a relay tells of its devices before it passes their facts on. */
export const relayedPath = '/v1/relayed';

/** What a relay says of one device. */
export const toldDevice = z.strictObject({
  p: z.literal(wireVersion),
  dev: deviceName,
  unit: z.string().max(64).nullable(),
  status: z.enum(['active', 'revoked']),
  /** Every key it ever had there, the oldest first. */
  keys: z.array(publicKey).min(1).max(1000),
});
export type ToldDevice = z.infer<typeof toldDevice>;

/**
 * Why a city takes nothing of a device: `device`, it is not known there or none of its keys signed this; `device-revoked`, the
 * city itself has revoked it; `name`, another device has this name there.
 */
export const deviceRefusal = z.object({ error: z.enum(['device', 'device-revoked', 'name']) });
export type DeviceRefusal = z.infer<typeof deviceRefusal>['error'];
