import { mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../db/testing/temporary.ts';
import { openSealingKeys } from '../hub/sealing/sealing-keys.ts';
import { startTestHub, type TestHub } from '../hub/testing/test-hub.ts';
import type { ResidentEvent } from '../shared/visit/events.ts';
import type { Terminal } from './start-terminal.ts';
import type { HubPlace } from './sync/hub-line.ts';
import { startWholeTerminal } from './sync/testing/whole-terminal.ts';

const start = (folder: string, broken: string[] = []): Terminal =>
  startWholeTerminal(folder, (code) => void broken.push(code));

async function placeOf(hub: TestHub): Promise<HubPlace> {
  return { name: hub.address, address: hub.address, code: { text: await hub.code(), once: true } };
}

function press(terminal: Terminal, ...events: ResidentEvent[]): void {
  for (const event of events) terminal.visits.send({ seen: terminal.visits.view().revision, event });
}

const visit: ResidentEvent[] = [
  { type: 'language.chosen', language: 'en' },
  { type: 'service.chosen', service: 'dang-ky-tam-tru' },
  { type: 'next' },
  { type: 'next' },
];

test('a whole terminal runs without Electron: a visit becomes facts, and the facts reach the hub', async () => {
  const hub = await startTestHub({ file: join(temporaryFolder(), 'hub.sqlite') });
  const terminal = start(temporaryFolder());
  terminal.sendTo(await placeOf(hub), null, 0);
  press(terminal, ...visit, { type: 'next' }, { type: 'ended' }, { type: 'rated', rating: 3 });
  for (let tries = 0; tries < 200 && (await hub.facts()).length < 3; tries += 1)
    await new Promise((soon) => setTimeout(soon, 50));
  expect((await hub.facts()).map(({ kind }) => kind)).toEqual(['device.health', 'visit.closed', 'visit.rated']);
  await terminal.stop();
  await hub.close();
});

test('what a terminal recorded before it stopped is sent by the next one, and a visit nobody ended is closed once', async () => {
  const folder = temporaryFolder();
  const first = start(folder);
  press(first, ...visit);
  await first.stop();

  const hub = await startTestHub({ file: join(temporaryFolder(), 'hub.sqlite') });
  const second = start(folder);
  second.sendTo(await placeOf(hub), null, 0);
  for (let tries = 0; tries < 200 && (await hub.facts()).length < 4; tries += 1)
    await new Promise((soon) => setTimeout(soon, 50));
  expect((await hub.facts()).map(({ kind }) => kind)).toEqual([
    'device.health',
    'device.health',
    'visit.closed',
    'device.health',
  ]);
  await second.stop();
  await hub.close();
});

test('own words reach the hub sealed: whoever has the key reads them, the terminal keeps them nowhere', async () => {
  const [folder, hall] = [temporaryFolder(), temporaryFolder()];
  const hub = await startTestHub({ file: join(hall, 'hub.sqlite'), folder: hall });
  const terminal = start(folder);
  terminal.sendTo(await placeOf(hub), null, 0);
  const text = 'Trang cứ quay mãi ở bước tải giấy tờ lên';
  // The hub's key of the month comes by itself; before that nobody is asked.
  for (let tries = 0; terminal.visits.view().words !== 'offered' && tries < 300; tries += 1) {
    if (tries > 0) press(terminal, { type: 'ended' }, { type: 'left' });
    await new Promise((soon) => setTimeout(soon, 100));
    press(terminal, ...visit, { type: 'difficulty.opened' }, { type: 'difficulty.chosen', difficulty: 'D99' });
  }
  expect(await terminal.sendWords(text)).toBe('failed');
  press(terminal, { type: 'words.opened' });
  expect(await terminal.sendWords(`${text}, gọi tôi số 0912 345 678`)).toBe('phone');
  expect(terminal.visits.view().sheet).toBe('words');
  expect(await terminal.sendWords(text)).toBe('taken');
  expect(terminal.visits.view()).toMatchObject({ sheet: 'difficulty', words: 'taken' });
  press(terminal, { type: 'ended' });
  const explained = async () => (await hub.facts()).filter(({ kind }) => kind === 'difficulty.explained');
  while ((await explained()).length === 0) await new Promise((soon) => setTimeout(soon, 50));
  const body = (await explained())[0]?.body as { difficulty: string; words: { month: string; box: string } };
  expect(body.difficulty).toBe('D99');
  const keys = await openSealingKeys({ folder: join(hall, 'sealing'), now: Date.now, note: async () => undefined });
  expect(keys.open(body.words)).toEqual({ state: 'open', text });
  await terminal.stop();
  await hub.close();
  const kept = [folder, hall].flatMap((place) =>
    readdirSync(place, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name))),
  );
  expect(kept.some((bytes) => bytes.includes('quay mãi') || bytes.includes('345 678'))).toBe(false);
  expect(kept.length).toBeGreaterThan(0);
});

test('a data folder that cannot be used is out of service, not a crash', async () => {
  const broken: string[] = [];
  const occupied = join(temporaryFolder(), 'a-file');
  writeFileSync(occupied, '');
  const terminal = start(join(occupied, 'data'), broken);
  await terminal.stop();
  expect(broken).toContain('database');
});

test('a database that cannot be opened stops nobody: visits go on, and their facts arrive when it can F10 @fault', async () => {
  const folder = temporaryFolder();
  const broken: string[] = [];
  const inItsPlace = join(folder, 'terminal.sqlite');
  mkdirSync(inItsPlace);
  const hub = await startTestHub({ file: join(temporaryFolder(), 'hub.sqlite') });
  const terminal = start(folder, broken);
  terminal.sendTo(await placeOf(hub), null, 0);
  press(terminal, ...visit, { type: 'next' }, { type: 'ended' }, { type: 'rated', rating: 3 });
  await expect.poll(() => terminal.status()).toEqual({ condition: 'read-only', waiting: 3, lost: 0 });
  press(terminal, ...visit);
  expect(terminal.visits.view().screen).not.toBe('attract');
  rmdirSync(inItsPlace);
  await expect
    .poll(async () => (await hub.facts()).map(({ kind }) => kind), { timeout: 10_000 })
    .toEqual(['device.health', 'visit.closed', 'visit.rated']);
  expect([terminal.status(), broken]).toEqual([{ condition: 'fine', waiting: 0, lost: 0 }, []]);
  await terminal.stop();
  await hub.close();
});
