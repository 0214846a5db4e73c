import { generate } from 'selfsigned';

/** A key and its certificate, PEM. */
export interface KeyAndCertificate {
  key: string;
  cert: string;
}

/** A certificate authority of a test's own, and what it signs. */
export interface TestAuthority {
  /** What a terminal pins. */
  ca: string;
  /** For a hub at this name or address; valid from a year ago for ten years unless told otherwise. */
  issue(host: string, valid?: { from?: Date; to?: Date }): Promise<KeyAndCertificate>;
}

const year = 365 * 24 * 3600 * 1000;
const yearsFromNow = (years: number): Date => new Date(Date.now() + years * year);

const ordinary = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256' } as const;

/** Makes an authority. Two of them are strangers to each other, whatever they are called. */
export async function testAuthority(name = 'Tiếp Dân test CA'): Promise<TestAuthority> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: name }], {
    ...ordinary,
    notBeforeDate: yearsFromNow(-5),
    notAfterDate: yearsFromNow(20),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return {
    ca: cert,
    issue: (host, valid) => certificateFor(host, { ...valid, ca: { key, cert } }),
  };
}

/** Signed by nobody but itself. */
export function selfSigned(host: string): Promise<KeyAndCertificate> {
  return certificateFor(host, {});
}

async function certificateFor(
  host: string,
  {
    from = yearsFromNow(-1),
    to = yearsFromNow(10),
    ca,
  }: { from?: Date | undefined; to?: Date | undefined; ca?: { key: string; cert: string } },
): Promise<KeyAndCertificate> {
  const isAddress = /^[\d.]+$/.test(host);
  const { private: key, cert } = await generate([{ name: 'commonName', value: host }], {
    ...ordinary,
    notBeforeDate: from,
    notAfterDate: to,
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: [isAddress ? { type: 7, ip: host } : { type: 2, value: host }] },
    ],
    ...(ca === undefined ? {} : { ca }),
  });
  return { key, cert };
}
