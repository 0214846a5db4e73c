import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keptLog, openStore, someFact, temporaryFolder } from '../../db/testing/temporary.ts';
import { openSealingKeys } from '../../hub/sealing/sealing-keys.ts';
import { startTestHub } from '../../hub/testing/test-hub.ts';
import { parseFact } from '../../shared/facts/facts.ts';
import { sealedWords } from '../../shared/sync/sealed-words.ts';
import { startSender } from '../sync/sender.ts';
import { connectTo } from '../sync/testing/connect.ts';
import { keyForNow, sealWords } from './seal-words.ts';

async function someKeys(folder = temporaryFolder()) {
  const keys = await openSealingKeys({ folder: join(folder, 'sealing'), now: Date.now, note: async () => undefined });
  const [key] = await keys.listed();
  if (key === undefined) throw new Error('no key');
  return { keys, key };
}

describe('words', () => {
  test('are sealed so that the hub alone reads them, in one writing and without blanks around', async () => {
    const { keys, key } = await someKeys();
    const sealed = await sealWords('  Chủ nhà không đồng ý\n'.normalize('NFD'), key);
    if (!sealed.ok) throw new Error('not sealed');
    expect(keys.open(sealed.value)).toEqual({ state: 'open', text: 'Chủ nhà không đồng ý' });
    expect(parseFact('difficulty.reported', { ...someFact, words: sealed.value }).ok).toBe(true);
    expect(parseFact('difficulty.reported', { ...someFact, words: 'Chủ nhà không đồng ý' }).ok).toBe(false);
  });

  test('are sealed to the key of this month, or to one that the hub has when the clock knows better', () => {
    const key = (month: string) => ({ month, key: Buffer.alloc(32, month).toString('base64') });
    const received = ['2026-11', '2026-12'].map((month) => ({ key: month, ver: 1, body: key(month) }));
    const at = (day: string) => keyForNow(received, Date.parse(`${day}T00:30:00+07:00`))?.month;
    expect(['2026-11-30', '2026-12-01', '2031-01-01'].map(at)).toEqual(['2026-11', '2026-12', '2026-11']);
    expect(keyForNow([{ key: '2026-11', ver: 1, body: 'nonsense' }], Date.now())).toBeNull();
  });

  test('of the greatest length still fit a fact, one more does not', async () => {
    const { key } = await someKeys();
    const longest = await sealWords('𠮷'.repeat(300), key);
    expect(longest.ok && sealedWords.safeParse(longest.value).success).toBe(true);
    expect(await sealWords('ữ'.repeat(301), key)).toEqual({
      ok: false,
      error: { code: 'too-long', characters: 301, most: 300 },
    });
    expect(await sealWords(' \n ', key)).toEqual({ ok: false, error: { code: 'empty' } });
  });

  test('that may say who somebody is are not taken, and where is told', async () => {
    const { key } = await someKeys();
    expect(await sealWords(' Số tôi 0912 345 678 ', key)).toEqual({
      ok: false,
      error: { code: 'personal', text: 'Số tôi 0912 345 678', found: [{ what: 'phone', start: 7, end: 19 }] },
    });
  });

  test('planted at a terminal are in no file there nor at the hub, and the hub can open them F53 @fault', async () => {
    const [terminal, hall] = [temporaryFolder(), temporaryFolder()];
    const canary = 'hoàng yến trong mỏ than';
    const { keys, key } = await someKeys(hall);
    const hub = await startTestHub({ file: join(hall, 'hub.sqlite') });
    const store = await openStore({ folder: terminal });
    const words = await sealWords(canary, key);
    if (!words.ok) throw new Error('not sealed');
    await store.journal.record('difficulty.reported', { ...someFact, words: words.value });
    const { line, close } = await connectTo(store, hub, { folder: terminal });
    const sender = startSender({ journal: store.journal, line, log: keptLog(), now: Date.now, gatherMs: 1 });
    while ((await hub.facts()).length === 0) await new Promise((soon) => setTimeout(soon, 20));

    const holds = (text: string): string[] =>
      [terminal, hall].flatMap((folder) =>
        readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && readFileSync(join(entry.parentPath, entry.name)).includes(text))
          .map(({ name }) => name),
      );
    // Seen while everything is open: what was written is in the files and their logs already.
    expect(holds(words.value.box)).toEqual(expect.arrayContaining(['terminal.sqlite-wal', 'hub.sqlite-wal']));
    const spellings = [canary, canary.normalize('NFD'), Buffer.from(canary).toString('base64').slice(0, 24)];
    expect(spellings.map(holds)).toEqual([[], [], []]);
    await sender.stop();
    await close();
    await store.close();
    await hub.close();
    expect(holds(words.value.box)).toHaveLength(2);
    expect(spellings.map(holds)).toEqual([[], [], []]);
    expect(keys.open(words.value)).toEqual({ state: 'open', text: canary });
  });
});
