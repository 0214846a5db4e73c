import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openHubDatabase } from '../db/hub/store.ts';
import { temporaryFolder } from '../db/testing/temporary.ts';

const canary = 'canary-7f3a';

/** Electron gives a utility process a port to its parent; here the channel of a forked process stands for it. */
const parentPort = `data:text/javascript,${encodeURIComponent(`
  process.parentPort = {
    postMessage: (message) => process.send(message),
    on: (event, listener) => process.on(event, (data) => listener({ data })),
  };
`)}`;

/** The hub of a kiosk over this file; `address` when it listens, and what it left on standard error. `more`: said to it as well. */
function embedded(file: string, more: object = {}) {
  const child = fork(join(import.meta.dirname, 'embedded.ts'), [], {
    execArgv: ['--import', parentPort],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
  });
  const address = new Promise<string>((done) => {
    child.on('message', (message: { address: string }) => done(message.address));
  });
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  const order = {
    file,
    phones: null,
    fonts: temporaryFolder(),
    code: 'AAAA000000',
    unit: 'phuong-cua-nam',
    readKey: 'read-key-for-tests',
  };
  child.send({ ...order, ...more });
  return { address, ended, said: () => said };
}

test("a kiosk's own hub leaves one line of a fault, with the id that it answered and without what was typed", async () => {
  const file = join(temporaryFolder(), 'hub.sqlite');
  const hub = embedded(file);
  const address = await hub.address;
  const opened = await openHubDatabase({ file });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  await opened.value.schema.dropTable('landing');
  await opened.value.destroy();
  const answer = await fetch(`${address}/facts.json?kind=${canary}`, {
    headers: { authorization: 'Bearer read-key-for-tests' },
  });
  const { id } = (await answer.json()) as { id: string };
  expect(answer.status).toBe(500);
  await expect.poll(hub.said).toMatch(/\n$/);
  expect(hub.said().trimEnd().split('\n')).toHaveLength(1);
  expect(JSON.parse(hub.said())).toMatchObject({ id, route: '/facts.json', error: { code: 'SQLITE_ERROR' } });
  expect(hub.said()).not.toMatch(/canary|select /i);
});

test("a kiosk's own hub that cannot start says why by a code, and ends", async () => {
  const file = join(temporaryFolder(), 'hub.sqlite');
  writeFileSync(file, `${canary} `.repeat(1000));
  const hub = embedded(file);
  expect(await hub.ended).toBe(1);
  expect(JSON.parse(hub.said())).toMatchObject({
    code: 'corrupt',
    reason: 'SQLITE_NOTADB',
    msg: 'the hub cannot start',
  });
  expect(hub.said()).not.toMatch(/canary/i);
});

test("an error that nobody caught ends a kiosk's own hub with a line of the log, and not with all that the error says", async () => {
  const hub = embedded(join(temporaryFolder(), 'hub.sqlite'), { phones: { host: canary, [canary]: canary } });
  expect(await hub.ended).toBe(1);
  expect(JSON.parse(hub.said())).toMatchObject({
    error: {
      name: expect.stringMatching(/Error$/),
      frames: expect.arrayContaining([expect.stringContaining('embedded.ts')]),
    },
    msg: 'an error that nobody caught: the hub ends',
  });
  expect(hub.said()).not.toContain(canary);
});
