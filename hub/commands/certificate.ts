import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { writeDurably } from '../../wire/write-durably.ts';
import type { Tls } from '../start-hub.ts';
import { Refused, type Surroundings } from './command.ts';

/** A terminal whose clock battery is dead begins in 1970: certificates hold from then on, or it could never be set right. */
const from = new Date('1970-01-01T00:00:00Z');
const authorityUntil = new Date('2050-01-01T00:00:00Z');
const certificateUntil = new Date('2040-01-01T00:00:00Z');

const namesOf = (folder: string) => ({
  authority: join(folder, 'tls/authority.pem'),
  authorityKey: join(folder, 'tls/authority-key.pem'),
  certificate: join(folder, 'tls/hub.pem'),
  key: join(folder, 'tls/hub-key.pem'),
});

/** The hub's certificate and key, when there are any. */
export function readTls(folder: string): Tls | null {
  const files = namesOf(folder);
  if (!existsSync(files.certificate)) return null;
  return { cert: readFileSync(files.certificate, 'utf8'), key: readFileSync(files.key, 'utf8') };
}

/**
 * Makes an authority of the hub's own, once, and a certificate from it for these names and addresses. Made again, the
 * authority stays: terminals, which believe it and no other, notice nothing.
 */
export async function certificate({ folder, options, say }: Surroundings): Promise<number> {
  const names = (options.for ?? '').split(',').filter((name) => name !== '');
  if (names.length === 0 || names.some((name) => !/^[A-Za-z0-9.:-]{1,253}$/.test(name))) {
    throw new Refused(
      'certificate needs --for NAME[,NAME...]: host names or addresses under which terminals reach the hub',
    );
  }
  const files = namesOf(folder);
  mkdirSync(join(folder, 'tls'), { recursive: true, mode: 0o700 });
  if (!existsSync(files.authority)) {
    const made = await newAuthority();
    writeDurably(files.authorityKey, made.key);
    writeDurably(files.authority, made.cert);
  }
  const authority = { cert: readFileSync(files.authority, 'utf8'), key: readFileSync(files.authorityKey, 'utf8') };
  const made = await newCertificate(authority, names);
  writeDurably(files.key, made.key);
  writeDurably(files.certificate, made.cert);
  say(`Certificate for ${names.join(', ')}: ${files.certificate}`);
  say(`Terminals believe this authority; copy it to them ("ca" in terminal.json): ${files.authority}`);
  return 0;
}

async function newAuthority(name = 'Tiep Dan hub authority'): Promise<Tls> {
  const made = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: from,
    notAfterDate: authorityUntil,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return { cert: made.cert, key: made.private };
}

async function newCertificate(authority: Tls, names: string[]): Promise<Tls> {
  const altNames = names.map((name) =>
    isIP(name) === 0 ? { type: 2 as const, value: name } : { type: 7 as const, ip: name },
  );
  const made = await generate([{ name: 'commonName', value: names[0] ?? 'hub' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: from,
    notAfterDate: certificateUntil,
    ca: authority,
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames },
    ],
  });
  return { cert: made.cert, key: made.private };
}
