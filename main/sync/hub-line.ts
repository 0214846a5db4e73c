import { z } from 'zod';
import {
  type EnrolRequest,
  enrolPath,
  enrolReply,
  newKeyId,
  rotatePath,
  rotateReply,
} from '../../shared/sync/enrolment.ts';
import { skewReply, wireVersion } from '../../shared/sync/wire.ts';
import { fingerprintOf, type SigningKey } from '../../wire/keys.ts';
import { type Answer, jsonOf, type Outgoing, type Send } from '../../wire/send.ts';
import { type Said, signatureHeaders } from '../../wire/signed-request.ts';
import type { HubClock } from './hub-clock.ts';
import type { Identity } from './identity.ts';

/** Where a hub is. `name`: what an enrolment there is remembered by. */
export interface HubPlace {
  name: string;
  address: string;
  /** A code that lets this terminal in: one that somebody has entered opens once, a kiosk's own hub's as often as needed. */
  code: { text: string; once: boolean } | null;
}

/**
 * What this terminal is to its hub. `waiting`: for a code. `refused`: the code did not let it in. `unknown`: the hub has
 * forgotten it (it was restored from before). Facts are kept in every case.
 */
export type Standing = 'enrolled' | 'waiting' | 'refused' | 'revoked' | 'unknown';

/** A request before it is signed. */
export type Ask = Pick<Outgoing, 'method' | 'signal'> & {
  path: string;
  body?: Buffer;
  headers?: Record<string, string>;
};

/** A terminal's way to its hub: every request is signed with its key and dated by the hub's clock. */
export interface HubLine {
  standing(): Standing;
  /** There is a code to show: a person's at once, whatever was before. */
  mayEnrol(): boolean;
  /** Six digits of this terminal's key: the hub must show the same. */
  fingerprint(): string;
  /** The 32 bytes with which the hub signs receipts; null before enrolment. */
  hubKey(): Buffer | null;
  clock: HubClock;
  /** Rejects when no answer comes; see `Send`. A clock too far off is set right and the request said once more. */
  ask(ask: Ask): Promise<Answer>;
  /** The request as `ask` would say it now: for another way to the hub than the network. */
  signed(ask: Ask): Outgoing;
  /** Shows the code, if there is one; what this terminal is afterwards. Rejects when no answer comes. */
  enrol(): Promise<Standing>;
  /** Gives the hub a new key; false when it did not take it. */
  rotate(): Promise<boolean>;
}

const refusal = z.object({ error: z.string() });

type Sign = (request: Said) => Record<string, string>;

export function openHubLine({
  hub,
  identity,
  dev,
  clock,
  send,
  now,
}: {
  hub: HubPlace;
  identity: Identity;
  /** The terminal's name so far. */
  dev: () => string;
  clock: HubClock;
  send: Send;
  now: () => number;
}): HubLine {
  let { code } = hub;
  let refused: Standing | null = null;

  const keyId = (): string => {
    const at = identity.at(hub.name);
    return at === null ? newKeyId : `${at.dev}/${at.no}`;
  };

  function signed(ask: Ask, sign: Sign): Outgoing {
    const { method, path, body = Buffer.alloc(0), headers = {}, signal } = ask;
    const url = new URL(path, hub.address).href;
    return {
      method,
      url,
      body,
      headers: { ...headers, ...sign({ method, url, body }) },
      ...(signal === undefined ? {} : { signal }),
    };
  }

  /** A hub that finds the date wrong says its own; it is believed for one more try. */
  async function said(ask: Ask, sign: Sign): Promise<Answer> {
    const answer = await send(signed(ask, sign));
    if (answer.status !== 401) return answer;
    const skew = skewReply.safeParse(jsonOf(answer));
    if (!skew.success) return answer;
    clock.heard(skew.data.t, now(), now());
    return await send(signed(ask, sign));
  }

  const signedBy = (key: SigningKey, id: string) => (request: Said) =>
    signatureHeaders(request, { key, keyId: id, at: clock.at() });

  function standing(): Standing {
    if (refused !== null) return refused;
    return identity.at(hub.name) === null ? 'waiting' : 'enrolled';
  }

  /** What the hub's answer says about the terminal itself; an answer that is not the hub's says nothing. */
  function judge(answer: Answer): void {
    const word = refusal.safeParse(jsonOf(answer));
    if (answer.status === 403 && word.success && word.data.error === 'revoked') refused = 'revoked';
    else if (answer.status === 401 && word.success && word.data.error === 'unknown') refused = 'unknown';
    else if (answer.status === 200 && !word.success) refused = null;
  }

  async function enrol(): Promise<Standing> {
    if (code === null) return standing();
    // A key that was revoked stays so: the code brings a new one in.
    const key = refused === 'revoked' ? identity.prepareNext() : (identity.nextKey() ?? identity.key());
    const request: EnrolRequest = {
      p: wireVersion,
      code: code.text,
      key: key.publicBytes.toString('base64url'),
      wants: dev(),
    };
    const body = Buffer.from(JSON.stringify(request));
    const headers = { 'Content-Type': 'application/json' };
    const answer = await said({ method: 'POST', path: enrolPath, body, headers }, signedBy(key, newKeyId));
    const reply = answer.status === 200 ? enrolReply.safeParse(jsonOf(answer)) : null;
    if (reply?.success === true) {
      await identity.enrolled(hub.name, reply.data);
      refused = null;
      if (code.once) code = null;
      return 'enrolled';
    }
    const word = refusal.safeParse(jsonOf(answer));
    if (answer.status === 403 && word.success) {
      // 'revoked' of a key that was brought here before: once more, with a new one.
      if (word.data.error === 'revoked' && refused !== 'revoked') {
        refused = 'revoked';
        return await enrol();
      }
      if (word.data.error === 'revoked') refused = 'revoked';
      // A code that is used up takes nothing from a terminal that is let in already.
      else if (identity.at(hub.name) === null) refused = 'refused';
      if (word.data.error === 'code' && code.once) code = null;
    }
    return standing();
  }

  async function rotate(): Promise<boolean> {
    const old = signedBy(identity.key(), keyId());
    const next = identity.prepareNext();
    const body = Buffer.from(JSON.stringify({ p: wireVersion, key: next.publicBytes.toString('base64url') }));
    const headers = { 'Content-Type': 'application/json' };
    const answer = await said({ method: 'POST', path: rotatePath, body, headers }, (request) => {
      const first = old(request);
      const second = signatureHeaders(request, { key: next, keyId: newKeyId, at: clock.at(), label: newKeyId });
      return {
        ...first,
        'Signature-Input': `${first['Signature-Input']}, ${second['Signature-Input']}`,
        Signature: `${first.Signature}, ${second.Signature}`,
      };
    });
    const reply = answer.status === 200 ? rotateReply.safeParse(jsonOf(answer)) : null;
    if (reply?.success !== true) return false;
    await identity.moveToNext(reply.data.no);
    return true;
  }

  return {
    clock,
    standing,
    mayEnrol: () => code !== null && (code.once || standing() !== 'enrolled'),
    fingerprint: () => fingerprintOf(identity.key().publicBytes),
    hubKey() {
      const at = identity.at(hub.name);
      return at === null ? null : Buffer.from(at.hub.key, 'base64url');
    },
    async ask(ask) {
      const answer = await said(ask, signedBy(identity.key(), keyId()));
      judge(answer);
      // A rotation whose answer was lost: the hub may know the next key already, and says its number again.
      if (refused !== 'unknown' || identity.nextKey() === null || !(await rotate())) return answer;
      const again = await said(ask, signedBy(identity.key(), keyId()));
      judge(again);
      return again;
    },
    signed: (ask) => signed(ask, signedBy(identity.key(), keyId())),
    enrol,
    rotate,
  };
}
