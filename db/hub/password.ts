import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** A password as it is kept: scrypt's result with what it was made with, so that the cost can rise later. */
export interface KeptPassword {
  salt: Buffer;
  hash: Buffer;
  /** N, r and p of RFC 7914. */
  cost: number;
  block: number;
  parallel: number;
}

/** OWASP Password Storage Cheat Sheet: N=2^15, r=8, p=3 costs as much as the larger ones and 32 MiB of memory. */
const present = { cost: 2 ** 15, block: 8, parallel: 3 } as const;
const hashBytes = 32;

/** Nobody's: whoever gives a name that is not there waits as long as for one that is. */
export const nobodysPassword: KeptPassword = { salt: Buffer.alloc(16), hash: Buffer.alloc(hashBytes), ...present };

export async function keepPassword(password: string): Promise<KeptPassword> {
  const salt = randomBytes(16);
  return { salt, hash: await derive(password, { salt, ...present }), ...present };
}

/** Compares in constant time. */
export async function isPassword(password: string, kept: KeptPassword): Promise<boolean> {
  return timingSafeEqual(await derive(password, kept), kept.hash);
}

let last: Promise<unknown> = Promise.resolve();

/** One after another: scrypt sits in the few threads that the database's writes need too. */
async function derive(password: string, kept: Omit<KeptPassword, 'hash'>): Promise<Buffer> {
  const mine = last.then(
    () =>
      new Promise<Buffer>((done, fail) => {
        const { salt, cost: N, block: r, parallel: p } = kept;
        const options = { N, r, p, maxmem: 256 * N * r };
        scrypt(password.normalize('NFC'), salt, hashBytes, options, (error, key) => (error ? fail(error) : done(key)));
      }),
  );
  last = mine.catch(() => undefined);
  return await mine;
}
