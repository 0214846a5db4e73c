import { z } from 'zod';
import type { Envelope } from '../../db/hub/envelope.ts';
import { relayLabel } from '../../shared/sync/relay.ts';
import { skewReply } from '../../shared/sync/wire.ts';
import { forwardedOf } from '../../wire/forwarded.ts';
import { type Answer, jsonOf, type Send } from '../../wire/send.ts';
import { signatureHeaders } from '../../wire/signed-request.ts';
import type { RelayIdentity } from './join-city.ts';

/** A relay's way to its city: every request has the relay's own signature, beside the device's where there is one. */
export interface CityLine {
  /** The 32 bytes with which the city signs receipts. */
  cityKey: Buffer;
  /** Rejects when no answer comes; see `Send`. A clock too far off is set right and the request said once more. */
  post(request: {
    path: string;
    body: Buffer;
    headers: Record<string, string>;
    original?: Envelope | null;
  }): Promise<Answer>;
}

const refusal = z.object({ error: z.enum(['revoked', 'unknown', 'kind']) });

export function openCityLine({
  address,
  identity: { key, dev, no, hub },
  send,
  signal,
  now,
  alarm,
}: {
  address: string;
  identity: RelayIdentity;
  send: Send;
  signal: AbortSignal;
  now: () => number;
  /** What somebody has to do something about, once each time it begins. */
  alarm: (line: string) => void;
}): CityLine {
  /** How far the city's clock is ahead of this one, ms. */
  let ahead = 0;
  let refused: string | null = null;

  /** The city's word on the relay itself. */
  function judge(answer: Answer): void {
    const word = answer.status === 401 || answer.status === 403 ? refusal.safeParse(jsonOf(answer)) : null;
    if (answer.status === 200) refused = null;
    if (word?.success !== true || refused === word.data.error) return;
    refused = word.data.error;
    alarm(
      `the city's hub does not take facts from this relay (${dev}): ${refused}. They are kept; --join with a new code`,
    );
  }

  async function once({ path, body, headers, original = null }: Parameters<CityLine['post']>[0]): Promise<Answer> {
    const url = new URL(path, address).href;
    const said = { method: 'POST' as const, url, body };
    const own = signatureHeaders(said, { key, keyId: `${dev}/${no}`, at: now() + ahead, label: relayLabel });
    const signed =
      original === null
        ? own
        : {
            ...own,
            'Signature-Input': `${original.signatureInput}, ${own['Signature-Input']}`,
            Signature: `${original.signature}, ${own.Signature}`,
            Forwarded: forwardedOf(original.url),
          };
    return await send({ ...said, headers: { ...headers, ...signed }, signal });
  }

  return {
    cityKey: Buffer.from(hub.key, 'base64url'),
    async post(request) {
      const answer = await once(request);
      judge(answer);
      if (answer.status !== 401) return answer;
      const skew = skewReply.safeParse(jsonOf(answer));
      if (!skew.success) return answer;
      ahead = skew.data.t - now();
      const again = await once(request);
      judge(again);
      return again;
    },
  };
}
