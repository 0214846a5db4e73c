import sodium from 'libsodium-wrappers';
import type { Received } from '../../db/terminal/feeds.ts';
import { today } from '../../shared/day.ts';
import { failure, type Result, success } from '../../shared/result.ts';
import { longestWords, type SealedWords, type SealingKey, sealingKey } from '../../shared/sync/sealed-words.ts';
import { type PersonalPattern, personalPatterns } from '../../shared/words/personal-patterns.ts';

/** Why a text is not taken; a screen says it and the text stays with whoever writes. */
export type WordsFault =
  | { code: 'empty' }
  | { code: 'too-long'; characters: number; most: number }
  /** Places are in the text as it is after NFC and without blanks around it. */
  | { code: 'personal'; text: string; found: PersonalPattern[] };

/** The key for now, of those that the hub has handed down; null: there is none, and no words can be taken. */
export function keyForNow(received: readonly Received[], now: number): SealingKey | null {
  const keys = received.flatMap(({ body }) => sealingKey.safeParse(body).data ?? []);
  const month = today(now).slice(0, 7);
  // A clock that is wrong by months must not keep anybody from writing: the hub lists no key that it cannot open.
  return keys.find((key) => key.month === month) ?? keys.at(0) ?? null;
}

/**
 * Seals somebody's words to the hub's key of a month, so that from here on nobody but the hub can read them, this terminal
 * included. The text is kept nowhere. A key that is none throws.
 */
export async function sealWords(text: string, { month, key }: SealingKey): Promise<Result<SealedWords, WordsFault>> {
  const words = text.normalize('NFC').trim();
  const characters = Array.from(words).length;
  if (characters === 0) return failure({ code: 'empty' });
  if (characters > longestWords) return failure({ code: 'too-long', characters, most: longestWords });
  const found = personalPatterns(words);
  if (found.length > 0) return failure({ code: 'personal', text: words, found });
  await sodium.ready;
  const plain = Buffer.from(words, 'utf8');
  const box = sodium.crypto_box_seal(plain, Buffer.from(key, 'base64'));
  plain.fill(0);
  return success({ month, box: Buffer.from(box).toString('base64') });
}
