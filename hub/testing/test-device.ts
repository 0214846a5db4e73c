import type { Devices } from '../../db/hub/devices.ts';
import { newSigningKey, type SigningKey } from '../../wire/keys.ts';
import { type Said, signatureHeaders } from '../../wire/signed-request.ts';

/** A device that a hub knows, without a terminal behind it. */
export interface TestDevice {
  dev: string;
  key: SigningKey;
  /** The headers of a request of its own. */
  sign(said: Said, at?: number): Record<string, string>;
}

/** Lets a device of this name in, with a key of its own; `unit`: the office that it stands in. */
export async function admitDevice(devices: Devices, dev: string, unit: string | null = null): Promise<TestDevice> {
  const key = newSigningKey();
  const code = await devices.makeCode({ unit, replaces: null, by: 'test' });
  const enrolled = await devices.enrol({ code, key: key.publicBytes, wants: dev });
  if (!enrolled.ok || enrolled.value.dev !== dev) throw new Error(`not enrolled as ${dev}`);
  return {
    dev,
    key,
    sign: (said, at = Date.now()) => signatureHeaders(said, { key, keyId: `${dev}/${enrolled.value.keyNo}`, at }),
  };
}
