import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { TerminalStore } from '../../db/terminal/store.ts';
import { engines, freshPlace } from '../../db/testing/hub-places.ts';
import { keptLog, openStore, someFact, temporaryFolder } from '../../db/testing/temporary.ts';
import { startTestHub, type TestHub } from '../../hub/testing/test-hub.ts';
import { codeShape } from '../../shared/sync/enrolment.ts';
import { newSigningKey } from '../../wire/keys.ts';
import { receiptHolds } from '../../wire/receipt.ts';
import { openSend, type Send } from '../../wire/send.ts';
import { connectHub } from './connect-hub.ts';
import { startSender } from './sender.ts';

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

async function hall(place?: Parameters<typeof startTestHub>[0]): Promise<TestHub> {
  const hub = await startTestHub(place ?? { file: join(temporaryFolder(), 'hub.sqlite') });
  undo.push(hub.close);
  return hub;
}

interface Terminal {
  store: TerminalStore;
  folder: string;
  dev: () => string;
  close: () => Promise<void>;
}
async function terminal(folder = temporaryFolder()): Promise<Terminal> {
  const store = await openStore({ folder });
  let open = true;
  const close = async (): Promise<void> => {
    if (open) await store.close();
    open = false;
  };
  undo.push(close);
  return { store, folder, dev: () => store.journal.dev, close };
}

async function lineTo(
  hub: Pick<TestHub, 'address'>,
  { store, folder }: Terminal,
  {
    code = null,
    now = Date.now,
    through = (send) => send,
  }: { code?: string | null; now?: () => number; through?: (send: Send) => Send } = {},
) {
  const { send, close } = openSend();
  undo.push(close);
  const { line } = await connectHub({
    hub: { name: 'the hall', address: hub.address, code: code === null ? null : { text: code, once: true } },
    ca: null,
    folder,
    store,
    now,
    send: through(send),
  });
  return line;
}

/** Starts sending; gives back how to wait until all is at the hub, and how to stop. */
async function startSending(hub: TestHub, from: Terminal, options: Parameters<typeof lineTo>[2] = {}) {
  const line = await lineTo(hub, from, options);
  const sender = startSender({
    journal: from.store.journal,
    line,
    log: keptLog(),
    now: options.now ?? Date.now,
    random: () => 0.05,
    gatherMs: 5,
  });
  undo.push(() => sender.stop());
  return {
    line,
    sender,
    async drained() {
      while ((await from.store.journal.pendingCount()) > 0) await new Promise((soon) => setTimeout(soon, 10));
    },
  };
}

const record = async ({ store }: Terminal, count: number): Promise<void> => {
  for (let done = 0; done < count; done += 1) await store.journal.record('difficulty.reported', someFact);
};

describe.each(engines)('a code, at a hub on %s', (engine) => {
  test('lets one terminal in once; guessed, used up, too late or tried too often it lets nobody in F43 @fault', async () => {
    let time = Date.now();
    const hub = await hall({ ...(await freshPlace(engine)), now: () => time });
    const { devices } = hub.store;
    const code = await hub.code();
    const key = (): Buffer => newSigningKey().publicBytes;
    const first = key();
    const wrong = `${code.slice(0, codeShape.idLength)}${code.endsWith('000000') ? '111111' : '000000'}`;
    expect(await devices.enrol({ code: wrong, key: key(), wants: 'kA' })).toEqual({ ok: false, error: 'code' });
    expect(await devices.enrol({ code, key: first, wants: 'kA' })).toMatchObject({ ok: true, value: { dev: 'kA' } });
    // Its answer was lost: the same terminal shows it again.
    expect(await devices.enrol({ code, key: first, wants: 'kA' })).toMatchObject({ ok: true, value: { dev: 'kA' } });
    expect(await devices.enrol({ code, key: key(), wants: 'kB' })).toEqual({ ok: false, error: 'code' });

    const late = await hub.code();
    time += codeShape.livesMs + 1;
    expect(await devices.enrol({ code: late, key: key(), wants: 'kC' })).toEqual({ ok: false, error: 'code' });

    const guessed = await hub.code();
    for (let tries = 0; tries < codeShape.tries; tries += 1) {
      await devices.enrol({ code: `${guessed.slice(0, codeShape.idLength)}ZZZZZZ`, key: key(), wants: 'kD' });
    }
    expect(await devices.enrol({ code: guessed, key: key(), wants: 'kD' })).toEqual({ ok: false, error: 'code' });
    expect((await devices.list()).map(({ dev }) => dev)).toEqual(['kA']);
    await devices.revoke('kA', 'test');
    const list = await hub.store.feeds.page('devices', null, 10);
    expect(list.ok && list.value.items).toMatchObject([{ key: 'kA', ver: 2, body: { unit: null, status: 'revoked' } }]);
    expect((await devices.events(100)).filter(({ event }) => event === 'code-refused').length).toBeGreaterThan(7);
  });

  test('of a kiosk for its own hub opens until the next start, and leaves those of others alone', async () => {
    const hub = await hall(await freshPlace(engine));
    const another = await hub.code();
    await hub.store.devices.admitCode('AAAA000000', { unit: 'phuong-cua-nam', by: 'kiosk' });
    await hub.store.devices.admitCode('AAAA111111', { unit: 'phuong-cua-nam', by: 'kiosk' });
    const enrol = async (code: string) =>
      (await hub.store.devices.enrol({ code, key: newSigningKey().publicBytes, wants: 'kA' })).ok;
    expect([await enrol('AAAA000000'), await enrol('AAAA111111'), await enrol(another)]).toEqual([false, true, true]);
  });

  test('raced for by two terminals has one winner F43 @fault', async () => {
    const hub = await hall(await freshPlace(engine));
    for (let round = 0; round < 10; round += 1) {
      const code = await hub.code();
      const tried = await Promise.all(
        ['kX', 'kY', 'kZ'].map((wants) =>
          hub.store.devices.enrol({ code, key: newSigningKey().publicBytes, wants: `${wants}${round}` }),
        ),
      );
      expect(tried.filter(({ ok }) => ok)).toHaveLength(1);
    }
  });

  test('gives a name that another has to nobody else: the second gets a new one, and its facts go there under it', async () => {
    const hub = await hall(await freshPlace(engine));
    const [one, other] = [await terminal(), await terminal()];
    await other.store.journal.rename(one.dev());
    await record(one, 2);
    await record(other, 3);
    await (await startSending(hub, one, { code: await hub.code() })).drained();
    await (await startSending(hub, other, { code: await hub.code() })).drained();
    expect(other.dev()).not.toBe(one.dev());
    const facts = await hub.facts();
    expect([
      facts.filter(({ dev }) => dev === one.dev()).length,
      facts.filter(({ dev }) => dev === other.dev()).length,
    ]).toEqual([2, 3]);
    expect((await hub.store.verify()).faults).toEqual([]);
  });
});

describe('a terminal', () => {
  test('takes a new key when the hub asks, though the answer is lost; the old one opens nothing any more F42 @fault', async () => {
    const hub = await hall();
    const from = await terminal();
    await record(from, 1);
    let losing = 0;
    const lossy =
      (way: Send): Send =>
      async (outgoing) => {
        const answer = await way(outgoing);
        if (!outgoing.url.endsWith('/rotate') || losing === 0) return answer;
        losing -= 1;
        throw new Error('the answer was lost');
      };
    const { drained, sender, line } = await startSending(hub, from, { code: await hub.code(), through: lossy });
    await drained();
    const before = (await hub.store.devices.find(from.dev()))?.publicKey;
    const fingerprint = line.fingerprint();
    await hub.store.devices.askToRotate(from.dev(), 'test');
    losing = 1;
    await record(from, 1);
    await drained();
    await record(from, 1);
    await drained();
    await sender.stop();
    const device = await hub.store.devices.find(from.dev());
    expect(device).toMatchObject({ keyNo: 2, rotate: false });
    expect(device?.publicKey).not.toEqual(before);
    expect(line.fingerprint()).not.toBe(fingerprint);
    expect(await hub.facts()).toHaveLength(3);
    // After a restart it still is the one that the hub knows.
    await record(from, 1);
    await (await startSending(hub, from)).drained();
    expect(await hub.facts()).toHaveLength(4);
  });

  test('that was cut off in the middle of a change of keys finds out which one holds F42 @fault', async () => {
    const hub = await hall();
    const from = await terminal();
    await record(from, 1);
    const first = await startSending(hub, from, { code: await hub.code() });
    await first.drained();
    await first.sender.stop();
    // The hub took the next key and the terminal lost power before it knew.
    const cut = await lineTo(hub, from, {
      through: (way) => async (outgoing) => {
        await way(outgoing);
        throw new Error('power cut');
      },
    });
    await expect(cut.rotate()).rejects.toThrow('power cut');
    await record(from, 2);
    await (await startSending(hub, from)).drained();
    expect(await hub.store.devices.find(from.dev())).toMatchObject({ keyNo: 2 });
    expect(await hub.facts()).toHaveLength(3);
  });

  test('whose clock is years off is set right by one answer and loses nothing; the hub notes it F16 @fault', async () => {
    for (const off of [-40, -1, 1, 12]) {
      const hub = await hall();
      const from = await terminal();
      await record(from, 2);
      const now = (): number => Date.now() + off * 365 * 24 * 3_600_000;
      const asked: number[] = [];
      const counted =
        (way: Send): Send =>
        async (outgoing) => {
          const answer = await way(outgoing);
          asked.push(answer.status);
          return answer;
        };
      const { drained, line } = await startSending(hub, from, { code: await hub.code(), now, through: counted });
      await drained();
      expect(asked.filter((status) => status === 401)).toHaveLength(1);
      expect(Math.abs((line.clock.offset()?.off ?? 0) + off * 365 * 24 * 3_600_000)).toBeLessThan(5000);
      await record(from, 1);
      await drained();
      expect((await hub.store.devices.events(50)).map(({ event }) => event)).toContain('clock-apart');
      expect((await hub.facts()).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    }
  });

  test('serves a hub again that was restored from last night’s copy, by itself, to the last fact F34 @fault', async () => {
    const folder = temporaryFolder();
    const place = { file: join(folder, 'hub.sqlite') };
    const key = newSigningKey();
    const hub = await startTestHub({ ...place, key });
    const { port } = new URL(hub.address);
    const terminals = [await terminal(), await terminal(), await terminal()];
    const senders = await Promise.all(
      terminals.map(async (from) => await startSending(hub, from, { code: await hub.code() })),
    );
    for (const from of terminals) await record(from, 40);
    await Promise.all(senders.map(({ drained }) => drained()));
    const copy = join(folder, 'night.sqlite');
    await hub.store.backup?.(copy);
    for (const from of terminals) await record(from, 60);
    await Promise.all(senders.map(({ drained }) => drained()));
    const twin = (await hub.store.landing.all(10_000)).map(({ dev, seq, line }) => `${dev} ${seq} ${line}`);
    await hub.close();
    const restored = join(folder, 'restored.sqlite');
    cpSync(copy, restored);
    const again = await hall({ file: restored, port: Number(port), key });
    expect(await again.facts()).toHaveLength(120);
    for (const from of terminals) await record(from, 1);
    while ((await again.facts()).length < 303) await new Promise((soon) => setTimeout(soon, 20));
    await Promise.all(senders.map(({ drained }) => drained()));
    const healed = (await again.store.landing.all(10_000)).map(({ dev, seq, line }) => `${dev} ${seq} ${line}`);
    expect(healed.filter((line) => twin.includes(line))).toHaveLength(300);
    expect((await again.store.verify()).faults).toEqual([]);
  });

  test('that a restored hub does not know any more keeps everything until somebody lets it in again F35 @fault', async () => {
    const folder = temporaryFolder();
    const key = newSigningKey();
    const hub = await startTestHub({ file: join(folder, 'hub.sqlite'), key });
    const { port } = new URL(hub.address);
    const from = await terminal();
    await record(from, 5);
    const first = await startSending(hub, from, { code: await hub.code() });
    await first.drained();
    const { dev } = from.store.journal;
    await hub.close();
    const empty = await hall({ file: join(folder, 'older.sqlite'), port: Number(port), key });
    await record(from, 2);
    while (first.line.standing() !== 'unknown') await new Promise((soon) => setTimeout(soon, 10));
    expect(first.sender.status()).toMatchObject({ armed: true });
    expect(await from.store.journal.pendingCount()).toBe(2);
    await first.sender.stop();
    const second = await startSending(empty, from, { code: await empty.code() });
    await second.drained();
    while ((await empty.facts()).length < 7) await new Promise((soon) => setTimeout(soon, 20));
    expect(from.dev()).toBe(dev);
    expect((await empty.facts()).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test('copied with its disk forks, is told so, and both copies lose nothing F13 F14 @fault', async () => {
    const hub = await hall();
    const from = await terminal();
    await record(from, 3);
    const first = await startSending(hub, from, { code: await hub.code() });
    await first.drained();
    await first.sender.stop();
    await from.close();
    const copy = temporaryFolder();
    cpSync(from.folder, copy, { recursive: true });
    const [original, clone] = [await terminal(from.folder), await terminal(copy)];
    await record(original, 2);
    await record(clone, 4);
    await (await startSending(hub, original)).drained();
    await (await startSending(hub, clone)).drained();
    const facts = await hub.facts();
    expect(facts).toHaveLength(9);
    expect((await hub.store.devices.events(50)).map(({ event }) => event)).toContain('fork');
    expect((await hub.store.verify()).faults).toEqual([]);
  });

  test('put back to an older copy of its disk sends nothing twice, whatever the hub has beyond it F13 @fault', async () => {
    for (const [beyond, since] of [
      [3, 0],
      [3, 2],
      [0, 2],
    ] as const) {
      const hub = await hall();
      const from = await terminal();
      await record(from, 4);
      const first = await startSending(hub, from, { code: await hub.code() });
      await first.drained();
      await first.sender.stop();
      // Two facts that the hub gets after the copy was made, and some that only the lost disk had.
      await record(from, 2);
      await from.close();
      const copy = temporaryFolder();
      cpSync(from.folder, copy, { recursive: true });
      const lost = await terminal(from.folder);
      await record(lost, beyond);
      const second = await startSending(hub, lost);
      await second.drained();
      await second.sender.stop();
      const older = await terminal(copy);
      await record(older, since);
      const third = await startSending(hub, older);
      await third.drained();
      expect(third.sender.status().lastError).toBeNull();
      await record(older, 1);
      await third.drained();
      const rids = (await hub.store.landing.all(100)).map(({ line }) => (JSON.parse(line) as { rid: string }).rid);
      expect(rids).toHaveLength(4 + 2 + beyond + since + 1);
      expect(new Set(rids).size).toBe(rids.length);
    }
  });

  test('believes only the hub that let it in: a receipt of another is no delivery F23 @fault', async () => {
    const folder = temporaryFolder();
    const real = await startTestHub({ file: join(folder, 'one.sqlite') });
    const { port } = new URL(real.address);
    const from = await terminal();
    await record(from, 1);
    const first = await startSending(real, from, { code: await real.code() });
    await first.drained();
    await real.close();
    // Another key, the same devices: a hub made from a copy by somebody who does not have the key.
    cpSync(join(folder, 'one.sqlite'), join(folder, 'two.sqlite'));
    await hall({ file: join(folder, 'two.sqlite'), port: Number(port) });
    await record(from, 2);
    while (first.sender.status().lastError !== 'impostor') await new Promise((soon) => setTimeout(soon, 10));
    expect(await from.store.journal.pendingCount()).toBe(2);
  });
});

test('a hub’s receipts are kept, one of each stream, and hold', async () => {
  const key = newSigningKey();
  const hub = await hall({ file: join(temporaryFolder(), 'hub.sqlite'), key });
  const from = await terminal();
  await record(from, 5);
  await (await startSending(hub, from, { code: await hub.code() })).drained();
  const [receipt] = await from.store.journal.receipts();
  expect(receipt).toMatchObject({ upto: 5, hub: 'hub' });
  const { stream = '', upto = 0, tip = Buffer.alloc(0), at = 0, signature = '' } = receipt ?? {};
  const said = { dev: from.dev(), stream, upto, tip: tip.toString('hex'), at };
  expect(receiptHolds(said, signature, key.publicBytes)).toBe(true);
});
