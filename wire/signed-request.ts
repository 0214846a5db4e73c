import { createHash, sign, verify } from 'node:crypto';
import { createSignatureSync, isSignatureError, type RequestDescriptor, verifySignature } from 'http-message-sig';
import { failure, type Result, success } from '../shared/result.ts';
import { publicKeyOf, type SigningKey } from './keys.ts';

/** What every signature covers: nothing of a request can be changed, sent elsewhere or cut without it being seen. */
const covered = ['@method', '@path', '@query', '@authority', 'content-digest'];
/** How far a terminal's clock and a hub's may be apart, seconds. */
const freshSeconds = 300;

/** `Content-Digest` (RFC 9530) of a body as it is sent. */
function contentDigest(body: Buffer): string {
  return `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
}

/** A request as both sides see it. */
export interface Said {
  method: string;
  /** The whole address, with the authority that the sender named. */
  url: string;
  body: Buffer;
}

/** Headers that sign a request (RFC 9421). `at`: when, ms; `label` tells signatures of one request apart. */
export function signatureHeaders(
  said: Said,
  { key, keyId, at, label = 'sig1' }: { key: SigningKey; keyId: string; at: number; label?: string },
): { 'Content-Digest': string; 'Signature-Input': string; Signature: string } {
  const digest = contentDigest(said.body);
  const { signature, signatureInput } = createSignatureSync(described(said, [['content-digest', digest]]), {
    label,
    components: covered,
    parameters: { created: Math.floor(at / 1000), keyid: keyId, alg: 'ed25519' },
    signer: { algorithm: 'ed25519', sign: (base) => sign(null, base, key.privateKey) },
  });
  return { 'Content-Digest': digest, 'Signature-Input': signatureInput, Signature: signature };
}

/** Why a signature does not hold. `skew`: it does, but the two clocks are too far apart. */
export type SignatureFault = 'missing' | 'unknown-key' | 'wrong' | 'skew' | 'digest';

export interface Signed {
  keyId: string;
  /** When it was signed by the sender's clock, ms. */
  at: number;
}

type Headers = Record<string, string | string[] | undefined>;

/**
 * Checks digest and signature of a request. `keyFor` gives the 32 bytes of the key by its id, or null when there is no such
 * key; what it throws is thrown. `fresh`: now, ms, when the signature must also be a new one.
 */
export async function verifyRequest(
  said: Said,
  headers: Headers,
  {
    keyFor,
    fresh,
    label = 'sig1',
  }: { keyFor: (keyId: string) => Promise<Buffer | null> | Buffer | null; fresh: number | null; label?: string },
): Promise<Result<Signed, SignatureFault>> {
  const given = ['content-digest', 'signature-input', 'signature'].map((name): [string, string] => [
    name,
    String(headers[name] ?? ''),
  ]);
  if (given.some(([, value]) => value === '')) return failure('missing');
  if (headers['content-digest'] !== contentDigest(said.body)) return failure('digest');
  let found: { bytes: Buffer | null } | null = null;
  let broken: { error: unknown } | null = null;
  try {
    const { parameters } = await verifySignature(described(said, given), {
      label,
      policy: {
        algorithms: ['ed25519'],
        requiredComponents: covered,
        requiredParameters: ['created', 'keyid'],
        // Whether it is a new one is decided below: a sender whose clock is ahead must be told so.
        clockSkew: Number.MAX_SAFE_INTEGER,
      },
      async resolveVerifier(candidate) {
        try {
          found = { bytes: await keyFor(String(candidate.parameters.keyid)) };
        } catch (error) {
          // Where keys cannot be looked up nothing is said about the signature.
          broken = { error };
          throw error;
        }
        if (found.bytes === null) throw new Error('no such key');
        const key = publicKeyOf(found.bytes);
        return { algorithm: 'ed25519', verify: (base, signature) => verify(null, base, key, signature) };
      },
    });
    const at = Number(parameters.created) * 1000;
    if (fresh !== null && Math.abs(fresh - at) > freshSeconds * 1000) return failure('skew');
    return success({ keyId: String(parameters.keyid), at });
  } catch (error) {
    const [failing, known] = [broken as { error: unknown } | null, found as { bytes: Buffer | null } | null];
    if (failing !== null) throw failing.error;
    if (!isSignatureError(error)) throw error;
    return failure(known !== null && known.bytes === null ? 'unknown-key' : 'wrong');
  }
}

function described({ method, url }: Said, fields: [name: string, value: string][]): RequestDescriptor {
  return { kind: 'request', method, targetUri: url, fields: fields.map(([name, value]) => ({ name, value })) };
}
