import type { Knex } from 'knex';
import { withRetry } from './retry.ts';

/** What a relay says of one of its devices. */
export interface Told {
  dev: string;
  unit: string | null;
  status: 'active' | 'revoked';
  /** Every key that it ever had there, the oldest first; 32 bytes each. */
  keys: Buffer[];
}

/** At the city: devices that it knows through a relay. */
export interface Relayed {
  /**
   * Takes what a relay says of a device: a new one, new keys, that it was revoked or let in again. False when the name is
   * another's: known here, not through this relay, and with none of these keys.
   */
  tell(relay: string, told: Told): Promise<boolean>;
  /** Whether this relay has told of the device, and revoked it; null: it has not. */
  standing(relay: string, dev: string): Promise<{ revoked: boolean } | null>;
}

/** `now`: the hub's clock, ms. */
export function openRelayed(database: Knex, now: () => number): Relayed {
  return {
    tell: async (relay, told) =>
      await withRetry(async () => await database.transaction(async (trx) => await take(trx, now(), relay, told))),
    async standing(relay, dev) {
      const row: { revoked: number | string } | undefined = await database('relayed_device')
        .where({ dev, relay })
        .first('revoked');
      return row === undefined ? null : { revoked: Number(row.revoked) === 1 };
    },
  };
}

async function take(trx: Knex, at: number, relay: string, { dev, unit, status, keys }: Told): Promise<boolean> {
  const note = (event: string, detail: string) => trx('device_event').insert({ dev, at, event, detail });
  const device: { status: string; kind: string; key_no: number | string } | undefined = await trx('device')
    .where({ dev })
    .first('status', 'kind', 'key_no');
  if (device === undefined) {
    await trx('device').insert({ dev, unit, status, key_no: keys.length, enrolled_t: at });
    await addKeys(trx, { dev, at, keys, from: 0 });
    await trx('relayed_device').insert({ dev, relay, revoked: status === 'revoked' ? 1 : 0 });
    await note('introduced', `by ${relay}`);
    return true;
  }
  const row: { revoked: number | string } | undefined = await trx('relayed_device')
    .where({ dev, relay })
    .first('revoked');
  const known: { public_key: Buffer }[] = await trx('device_key').where({ dev }).select('public_key');
  const fresh = keys.filter((key) => !known.some(({ public_key }) => public_key.equals(key)));
  if (device.kind !== 'terminal') return false;
  if (row === undefined && fresh.length === keys.length) return false;
  if (row === undefined) {
    await trx('relayed_device').insert({ dev, relay, revoked: 0 });
    await note('introduced', `by ${relay}`);
  }
  if (fresh.length > 0) {
    const from = Number(device.key_no);
    await addKeys(trx, { dev, at, keys: fresh, from });
    await trx('device')
      .where({ dev })
      .update({ key_no: from + fresh.length });
    await note('rotated', `key ${from + fresh.length} by ${relay}`);
  }
  if (row !== undefined) await trx('device').where({ dev }).update({ unit });
  await takeStatus(trx, { dev, relay, told: status, here: device.status, wasRevoked: Number(row?.revoked ?? 0) === 1 });
  return true;
}

async function addKeys(
  trx: Knex,
  { dev, at, keys, from }: { dev: string; at: number; keys: Buffer[]; from: number },
): Promise<void> {
  const rows = keys.map((key, index) => ({ dev, no: from + index + 1, public_key: key, since_t: at }));
  await trx('device_key').insert(rows);
}

/** A relay revokes and lets in again what is its own; what the city has revoked stays so. */
async function takeStatus(
  trx: Knex,
  {
    dev,
    relay,
    told,
    here,
    wasRevoked,
  }: { dev: string; relay: string; told: string; here: string; wasRevoked: boolean },
): Promise<void> {
  const revokes = told === 'revoked' && here === 'active';
  const readmits = told === 'active' && wasRevoked;
  if (!revokes && !readmits) return;
  await trx('device').where({ dev }).update({ status: told });
  await trx('relayed_device')
    .where({ dev, relay })
    .update({ revoked: revokes ? 1 : 0 });
}
