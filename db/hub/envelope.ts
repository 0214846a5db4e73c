import type { Knex } from 'knex';

/** A stream of one device. */
export interface Place {
  dev: string;
  stream: string;
}

/** A push as its device signed it: kept byte for byte, so that whoever it is passed on to can check it again. */
export interface Envelope {
  /** The whole address that was signed. */
  url: string;
  signatureInput: string;
  signature: string;
  body: Buffer;
}

/** Keeps a push beside the rows that it brought, in their transaction. */
export async function keepEnvelope(
  trx: Knex,
  { dev, stream }: Place,
  { from, upto, envelope }: { from: number; upto: number; envelope: Envelope },
): Promise<void> {
  const { url, signatureInput, signature, body } = envelope;
  await trx('envelope').insert({
    dev,
    stream,
    upto,
    from_seq: from,
    url,
    signature_input: signatureInput,
    signature,
    body,
  });
}
