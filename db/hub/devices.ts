import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import type { Knex } from 'knex';
import { failure, type Result, success } from '../../shared/result.ts';
import { codeAlphabet, codeShape } from '../../shared/sync/enrolment.ts';
import { announce, listScope } from './device-list.ts';
import type { Feeds } from './feeds.ts';
import { LostRace, withRetry } from './retry.ts';

/** A terminal, or a hub that passes facts of its terminals on. */
export type DeviceKind = 'terminal' | 'relay';

/** A device as a hub knows it. */
export interface Device {
  dev: string;
  kind: DeviceKind;
  unit: string | null;
  status: 'active' | 'revoked';
  keyNo: number;
  publicKey: Buffer;
  /** Asked for a new key, and has not given one yet. */
  rotate: boolean;
  enrolledAt: number;
  /** When it last pushed; ms, the hub's clock. */
  lastAt: number | null;
  /** How far the hub's clock was ahead of its own then, ms. */
  clockOffset: number | null;
  /** What waited there. */
  pending: number | null;
  app: string | null;
}

/** Why an enrolment was refused. `revoked`: this very key was; the terminal needs another. `kind`: the code is for the other kind. */
export type EnrolFault = 'code' | 'revoked' | 'kind';

export interface Devices {
  /** A new one-time code: for this unit, perhaps in place of a device whose key is lost. */
  makeCode(wish: {
    unit: string | null;
    replaces: string | null;
    by: string;
    livesMs?: number;
    kind?: DeviceKind;
  }): Promise<string>;
  /** Lets a code in that somebody else made: a kiosk for the hub that it starts itself. */
  admitCode(code: string, wish: { unit: string; by: string }): Promise<void>;
  /** Takes a key for a code: once; the same key may come again, its answer was lost. */
  enrol(request: {
    code: string;
    key: Buffer;
    wants: string;
    kind?: DeviceKind;
  }): Promise<Result<{ dev: string; keyNo: number }, EnrolFault>>;
  find(dev: string): Promise<Device | null>;
  /** The 32 bytes of one of a device's keys: its present one, or the one before, which may only sign for the next. */
  keyOf(dev: string, no: number): Promise<Buffer | null>;
  /** All keys it ever had, the oldest first. */
  keysOf(dev: string): Promise<Buffer[]>;
  list(): Promise<Device[]>;
  /** False when there is no such device. */
  revoke(dev: string, by: string): Promise<boolean>;
  /** Asks for a new key at the next push; false when there is no such device. */
  askToRotate(dev: string, by: string): Promise<boolean>;
  /** The number of the new key; null when the old one is not the device's last but one, or it may not. */
  rotate(dev: string, from: number, key: Buffer): Promise<number | null>;
  /** The latest first. */
  events(limit: number): Promise<{ dev: string; at: number; event: string; detail: string | null }[]>;
}

interface DeviceRow {
  dev: string;
  kind: DeviceKind;
  unit: string | null;
  status: Device['status'];
  key_no: number | string;
  public_key: Buffer;
  rotate: number | string;
  enrolled_t: number | string;
  last_t: number | string | null;
  clock_off: number | string | null;
  pending: number | string | null;
  app: string | null;
}

interface CodeRow {
  hash: Buffer;
  kind: DeviceKind;
  unit: string | null;
  replaces: string | null;
  expires_t: number | string;
  tries: number | string;
  used_key: Buffer | null;
}

/** The list of devices goes down in a feed of its own. `now`: the hub's clock, ms. */
export function openDevices(database: Knex, { feeds, now }: { feeds: Feeds; now: () => number }): Devices {
  const rows = (trx: Knex) =>
    trx('device')
      .join('device_key', (on) => {
        on.on('device_key.dev', 'device.dev').andOn('device_key.no', 'device.key_no');
      })
      .select('device.*', 'device_key.public_key');
  const note = async (trx: Knex, dev: string, event: string, detail: string | null = null): Promise<void> => {
    await trx('device_event').insert({ dev, at: now(), event, detail });
  };

  /** Makes codes until one has an id that no other has: what was given out must go on opening. */
  async function keep(
    make: () => string,
    {
      unit,
      replaces,
      by,
      expires,
      kind = 'terminal',
    }: { unit: string | null; replaces: string | null; by: string; expires: number; kind?: DeviceKind },
  ): Promise<string> {
    return await withRetry(
      async () =>
        await database.transaction(async (trx) => {
          await trx('enrolment_code').where('expires_t', '<', now()).delete();
          let code = make();
          while (
            (await trx('enrolment_code')
              .where({ id: idOf(code) })
              .first('id')) !== undefined
          )
            code = make();
          const row = { id: idOf(code), hash: hashOf(code), unit, replaces, kind, made_by: by, expires_t: expires };
          await trx('enrolment_code').insert(row);
          await note(trx, replaces ?? '', 'code-made', by);
          return code;
        }),
    );
  }

  /** The code, counted as tried when its secret is wrong; null: it opens nothing. */
  async function tried(trx: Knex, code: string, key: Buffer): Promise<CodeRow | null> {
    const row: CodeRow | undefined = await trx('enrolment_code')
      .where({ id: idOf(code) })
      .first();
    if (row === undefined || Number(row.expires_t) < now() || Number(row.tries) >= codeShape.tries) return null;
    if (!timingSafeEqual(row.hash, hashOf(code))) {
      await trx('enrolment_code')
        .where({ id: idOf(code) })
        .increment('tries', 1);
      return null;
    }
    return row.used_key === null || row.used_key.equals(key) ? row : null;
  }

  /** Used up by this key; two that come at once cannot both have found it unused. */
  async function spend(trx: Knex, code: string, { used_key }: CodeRow, key: Buffer): Promise<void> {
    if (used_key !== null) return;
    const unused = trx('enrolment_code')
      .where({ id: idOf(code) })
      .whereNull('used_key');
    if ((await unused.update({ used_key: key })) === 0) throw new LostRace('the code was used meanwhile');
  }

  async function enrolOnce(
    trx: Knex,
    { code, key, wants, kind = 'terminal' }: { code: string; key: Buffer; wants: string; kind?: DeviceKind },
  ) {
    const row = await tried(trx, code, key);
    if (row === null) {
      await note(trx, wants, 'code-refused');
      return failure<EnrolFault>('code');
    }
    if (row.kind !== kind) return failure<EnrolFault>('kind');
    const owner: { dev: string; no: number | string } | undefined = await trx('device_key')
      .where({ public_key: key })
      .first('dev', 'no');
    if (owner !== undefined) {
      const device: { status: string; key_no: number | string } | undefined = await trx('device')
        .where({ dev: owner.dev })
        .first('status', 'key_no');
      if (device?.status !== 'active' || Number(device.key_no) !== Number(owner.no)) {
        return failure<EnrolFault>('revoked');
      }
      await spend(trx, code, row, key);
      return success({ dev: owner.dev, keyNo: Number(owner.no) });
    }
    await spend(trx, code, row, key);
    const { dev, keyNo } = await place(trx, row, { wants, key });
    await trx('device_key').insert({ dev, no: keyNo, public_key: key, since_t: now() });
    await note(trx, dev, row.replaces === null ? 'enrolled' : 'replaced', `key ${keyNo}`);
    await announce(trx, feeds, dev);
    return success({ dev, keyNo });
  }

  /** The device that the key will be of: the one that the code was made for, the wanted name, or another. */
  async function place(trx: Knex, { unit, replaces, kind }: CodeRow, { wants, key }: { wants: string; key: Buffer }) {
    const replaced: { key_no: number | string } | undefined =
      replaces === null ? undefined : await trx('device').where({ dev: replaces }).first('key_no');
    if (replaces !== null && replaced !== undefined) {
      const keyNo = Number(replaced.key_no) + 1;
      await trx('device').where({ dev: replaces }).update({ key_no: keyNo, status: 'active', rotate: 0, unit, kind });
      return { dev: replaces, keyNo };
    }
    let dev = wants;
    // A relay may have told of this very device since its key was looked for: under another name its facts would be here twice.
    const isTaken = (await trx('device').where({ dev }).first('dev')) !== undefined;
    if (isTaken && (await trx('device_key').where({ public_key: key }).first('dev')) !== undefined) {
      throw new LostRace('the device was made known meanwhile');
    }
    while ((await trx('device').where({ dev }).first('dev')) !== undefined) dev = newName();
    await trx('device').insert({ dev, unit, kind, status: 'active', key_no: 1, enrolled_t: now() });
    return { dev, keyNo: 1 };
  }

  return {
    async makeCode({ unit, replaces, by, livesMs = codeShape.livesMs, kind = 'terminal' }) {
      const length = codeShape.idLength + codeShape.secretLength;
      const make = (): string => Array.from({ length }, letter).join('');
      return await keep(make, { unit, replaces, by, expires: now() + livesMs, kind });
    },
    async admitCode(code, { unit, by }) {
      // The one of an earlier start opens nothing any more.
      await database('enrolment_code')
        .where({ made_by: by })
        .orWhere({ id: idOf(code) })
        .delete();
      await keep(() => code, { unit, replaces: null, by, expires: Number.MAX_SAFE_INTEGER });
    },
    async enrol(request) {
      const enrolled = await withRetry(async () => await database.transaction((trx) => enrolOnce(trx, request)));
      if (enrolled.ok) feeds.tell(listScope);
      return enrolled;
    },
    async find(dev) {
      const row: DeviceRow | undefined = await rows(database).where('device.dev', dev).first();
      return row === undefined ? null : asDevice(row);
    },
    async keyOf(dev, no) {
      if (!Number.isInteger(no) || no < 1) return null;
      const row: { public_key: Buffer } | undefined = await database('device_key')
        .where({ dev, no })
        .first('public_key');
      return row?.public_key ?? null;
    },
    async keysOf(dev) {
      const keys: { public_key: Buffer }[] = await database('device_key')
        .where({ dev })
        .orderBy('no')
        .select('public_key');
      return keys.map(({ public_key }) => public_key);
    },
    async list() {
      const found: DeviceRow[] = await rows(database).orderBy('device.dev');
      return found.map(asDevice);
    },
    revoke: (dev, by) => change(dev, { status: 'revoked' }, 'revoked', by),
    askToRotate: (dev, by) => change(dev, { rotate: 1 }, 'rotation-asked', by),
    rotate: async (dev, from, key) =>
      await withRetry(
        async () =>
          await database.transaction(async (trx) => {
            const device: { status: string; key_no: number | string } | undefined = await trx('device')
              .where({ dev })
              .first('status', 'key_no');
            if (device?.status !== 'active') return null;
            const next: { public_key: Buffer } | undefined = await trx('device_key')
              .where({ dev, no: from + 1 })
              .first('public_key');
            if (next !== undefined) return next.public_key.equals(key) ? from + 1 : null;
            if (Number(device.key_no) !== from) return null;
            await trx('device_key').insert({ dev, no: from + 1, public_key: key, since_t: now() });
            await trx('device')
              .where({ dev })
              .update({ key_no: from + 1, rotate: 0 });
            await note(trx, dev, 'rotated', `key ${from + 1}`);
            return from + 1;
          }),
      ),
    async events(limit) {
      const found: { dev: string; at: number | string; event: string; detail: string | null }[] = await database(
        'device_event',
      )
        .orderBy('at', 'desc')
        .limit(limit);
      return found.map(({ at, ...event }) => ({ ...event, at: Number(at) }));
    },
  };

  async function change(dev: string, what: object, event: string, by: string): Promise<boolean> {
    const done = await database.transaction(async (trx) => {
      const changed: number = await trx('device').where({ dev }).update(what);
      if (changed > 0) await note(trx, dev, event, by);
      if (changed > 0) await announce(trx, feeds, dev);
      return changed > 0;
    });
    if (done) feeds.tell(listScope);
    return done;
  }
}

const numberOrNull = (value: number | string | null): number | null => (value === null ? null : Number(value));

function asDevice(row: DeviceRow): Device {
  const { dev, kind, unit, status, app } = row;
  return {
    dev,
    kind,
    unit,
    status,
    app,
    keyNo: Number(row.key_no),
    publicKey: row.public_key,
    rotate: Number(row.rotate) === 1,
    enrolledAt: Number(row.enrolled_t),
    lastAt: numberOrNull(row.last_t),
    clockOffset: numberOrNull(row.clock_off),
    pending: numberOrNull(row.pending),
  };
}

const letter = (): string => codeAlphabet[randomInt(codeAlphabet.length)] ?? '';
const newName = (): string => `k${Array.from({ length: 5 }, letter).join('')}`;
const idOf = (code: string): string => code.slice(0, codeShape.idLength);
const hashOf = (code: string): Buffer => createHash('sha256').update(code).digest();
