import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/** About 0.1 s and 32 MB on a kiosk's processor; RFC 7914 names the parameters. */
const cost = { N: 2 ** 15, r: 8, p: 1 };
const saltBytes = 16;
const keyBytes = 32;

const hashForm = /^scrypt\$(\d{1,7})\$(\d{1,2})\$(\d{1,2})\$([\w-]{22})\$([\w-]{43})$/;

/** A PIN as terminal.json holds it: `scrypt$N$r$p$salt$key`. */
export async function hashPin(pin: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const key = await derive(pin, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** Whether the PIN is the one that was hashed. Throws when the hash is none, which the check of terminal.json excludes. */
export async function isPin(pin: string, hash: string): Promise<boolean> {
  const [, N, r, p, salt = '', key = ''] = hashForm.exec(hash) ?? [];
  if (N === undefined) throw new Error('not a hash of a PIN');
  const wanted = Buffer.from(key, 'base64url');
  const derived = await derive(pin, Buffer.from(salt, 'base64url'), { N: Number(N), r: Number(r), p: Number(p) });
  return timingSafeEqual(derived, wanted);
}

/** True for what `hashPin` makes, with parameters that a kiosk can work out. */
export function isPinHash(text: string): boolean {
  const [, N = '', r = '', p = ''] = hashForm.exec(text) ?? [];
  const power = Math.log2(Number(N));
  return Number.isInteger(power) && power >= 14 && power <= 17 && r === '8' && p === '1';
}

/** Six digits that somebody looking on does not guess first: not all the same, not up or down one by one. */
export function isUsablePin(pin: string): boolean {
  if (!/^\d{6}$/.test(pin)) return false;
  const steps = new Set([...pin].slice(1).map((digit, index) => Number(digit) - Number(pin[index])));
  const [step = 0] = steps;
  return steps.size > 1 || Math.abs(step) > 1;
}

function derive(
  pin: string,
  salt: Buffer,
  { N, r, p }: Required<Pick<ScryptOptions, 'N' | 'r' | 'p'>>,
): Promise<Buffer> {
  return new Promise((done, fail) => {
    // Node refuses what needs more than 32 MB unless it is told to.
    scrypt(pin, salt, keyBytes, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
      error === null ? done(key) : fail(error),
    );
  });
}
