import { createHash, X509Certificate } from 'node:crypto';
import { generate } from 'selfsigned';

/** A key and its certificate for one run. */
export interface Identity {
  key: string;
  cert: string;
  /** The hash of its public key, as Chromium's switch takes it. */
  spki: string;
}

/** Makes a certificate for these host names; nobody trusts it unless told its `spki`. */
export async function makeIdentity(hosts: string[]): Promise<Identity> {
  const [name = 'localhost'] = hosts;
  const made = await generate([{ name: 'commonName', value: name }], {
    keySize: 2048,
    extensions: [{ name: 'subjectAltName', altNames: hosts.map((value) => ({ type: 2, value })) }],
  });
  const der = new X509Certificate(made.cert).publicKey.export({ type: 'spki', format: 'der' });
  return { key: made.private, cert: made.cert, spki: createHash('sha256').update(der).digest('base64') };
}
