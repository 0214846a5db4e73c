import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { failure, type Result, success } from '../../shared/result.ts';
import { type EnrolRequest, enrolPath, enrolReply, newKeyId, publicKey } from '../../shared/sync/enrolment.ts';
import { deviceName, skewReply, wireVersion } from '../../shared/sync/wire.ts';
import { keepSigningKey, newSigningKey, readSigningKey, type SigningKey } from '../../wire/keys.ts';
import { type Answer, jsonOf, type Send } from '../../wire/send.ts';
import { signatureHeaders } from '../../wire/signed-request.ts';
import { writeDurably } from '../../wire/write-durably.ts';

/** As which device the city knows this hub, and how the city signs. */
const standing = z.object({
  dev: deviceName,
  /** Which of the device's keys. */
  no: z.number().int().min(1),
  hub: z.object({ name: z.string(), key: publicKey }),
});

/** What a relay proves itself with. Its key is its own, not the hub's: it can be revoked, and terminals notice nothing. */
export interface RelayIdentity extends z.infer<typeof standing> {
  key: SigningKey;
}

const filesOf = (folder: string) => ({ standing: join(folder, 'upstream.json'), key: join(folder, 'relay-key.pem') });

/** As whom this hub has joined its city; null: it has not. */
export function readRelayIdentity(folder: string): RelayIdentity | null {
  const files = filesOf(folder);
  const key = readSigningKey(files.key);
  if (key === null || !existsSync(files.standing)) return null;
  return { ...standing.parse(JSON.parse(readFileSync(files.standing, 'utf8'))), key };
}

/**
 * Joins a city's hub with a code that was made there for a relay, and keeps what came of it. Errors: the city's word for not
 * taking the code. Rejects when no answer comes.
 */
export async function joinCity({
  folder,
  address,
  code,
  send,
  now,
}: {
  folder: string;
  address: string;
  code: string;
  send: Send;
  now: () => number;
}): Promise<Result<RelayIdentity, string>> {
  const files = filesOf(folder);
  const kept = readSigningKey(files.key);
  const first = kept ?? newSigningKey();
  if (kept === null) keepSigningKey(files.key, first);
  const answered = await show(first);
  // A key that was revoked stays so: the code brings a new one in.
  const key = answered.ok || answered.error !== 'revoked' ? first : newSigningKey();
  // On disk before the city hears of it: an answer that is lost must not use the code up for nothing.
  if (key !== first) keepSigningKey(files.key, key);
  const joined = key === first ? answered : await show(key);
  if (!joined.ok) return joined;
  writeDurably(files.standing, `${JSON.stringify(joined.value)}\n`);
  return success({ ...joined.value, key });

  async function show(shown: SigningKey): Promise<Result<z.infer<typeof standing>, string>> {
    let answer = await ask(shown, now());
    const skew = answer.status === 401 ? skewReply.safeParse(jsonOf(answer)) : null;
    if (skew?.success === true) answer = await ask(shown, skew.data.t);
    const reply = answer.status === 200 ? enrolReply.safeParse(jsonOf(answer)) : null;
    if (reply?.success === true) return success(standing.parse(reply.data));
    const word = z.object({ error: z.string() }).safeParse(jsonOf(answer));
    return failure(word.success ? word.data.error : `status ${answer.status}`);
  }

  async function ask(shown: SigningKey, at: number): Promise<Answer> {
    const request: EnrolRequest = {
      p: wireVersion,
      code,
      key: shown.publicBytes.toString('base64url'),
      wants: nameFrom(shown),
      relay: true,
    };
    const said = {
      method: 'POST' as const,
      url: new URL(enrolPath, address).href,
      body: Buffer.from(JSON.stringify(request)),
    };
    const signed = signatureHeaders(said, { key: shown, keyId: newKeyId, at });
    return await send({ ...said, headers: { 'Content-Type': 'application/json', ...signed } });
  }
}

/** A name that no terminal has: those begin with 'k'. */
const nameFrom = ({ publicBytes }: SigningKey): string => `r${publicBytes.toString('hex').slice(0, 8)}`;
