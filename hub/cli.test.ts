import { execFile, spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { chainStart } from '../db/chain.ts';
import { openHubStore } from '../db/hub/store.ts';
import { temporaryFolder } from '../db/testing/temporary.ts';
import { startTestHub } from './testing/test-hub.ts';

/** The command as a person types it. */
async function hub(...args: string[]): Promise<{ code: number; said: string }> {
  return await new Promise((done) => {
    execFile(process.execPath, [join(import.meta.dirname, 'cli.ts'), ...args], (error, stdout, stderr) => {
      done({ code: error === null ? 0 : Number(error.code), said: stdout + stderr });
    });
  });
}

async function folderWithFacts(): Promise<string> {
  const data = temporaryFolder();
  const opened = await openHubStore({ file: join(data, 'hub.sqlite') });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  const [dev, stream] = ['kONE', 'abcdefghijkl2'];
  const lines = [Buffer.from('{"kind":"x"}'), Buffer.from('{"kind":"y"}')];
  await opened.value.landing.land(
    { dev, stream, from: 1, previous: chainStart(dev, stream), lines, said: { clock: null, pending: 0, app: '' } },
    1,
  );
  await opened.value.close();
  return data;
}

test('verify says how much it looked at; backup makes a copy that verifies, and overwrites none', async () => {
  const data = await folderWithFacts();
  expect(await hub('verify', '--data', data)).toEqual({ code: 0, said: '2 facts in 1 streams, 0 fault(s)\n' });
  const copy = join(data, 'copy.sqlite');
  expect(await hub('backup', '--data', data, '--out', copy)).toMatchObject({ code: 0 });
  expect(existsSync(copy)).toBe(true);
  expect(await hub('backup', '--data', data, '--out', copy)).toMatchObject({ code: 64 });
});

test('what cannot be done is said, and no hub is made by looking for one', async () => {
  const data = temporaryFolder();
  expect(await hub('verify', '--data', data)).toMatchObject({ code: 64 });
  expect(existsSync(join(data, 'hub.sqlite'))).toBe(false);
  expect(await hub('backup', '--data', await folderWithFacts())).toMatchObject({ code: 64 });
  const wrong = await hub('verfy');
  expect(wrong.code).toBe(64);
  expect(wrong.said).toMatch(/There is no command 'verfy'/);
  expect((await hub('--help')).said).toMatch(/verify {9}compute every hash anew/);
});

test('a hub joins its city once, with a code for a relay, and says what is missing', async () => {
  const city = await startTestHub({ file: join(temporaryFolder(), 'city.sqlite') });
  onTestFinished(city.close);
  const data = temporaryFolder();
  const start = ['--data', data, '--port', '0', '--upstream', city.address];
  expect(await hub(...start)).toMatchObject({ code: 64, said: expect.stringContaining('has not joined') });
  expect(await hub(...start, '--join', '123')).toMatchObject({ code: 64, said: expect.stringContaining('not a code') });
  const forTerminal = await hub(...start, '--join', await city.code());
  expect(forTerminal).toMatchObject({ code: 64, said: expect.stringContaining('for a terminal') });
  const away = await hub('--data', data, '--upstream', 'http://127.0.0.1:9', '--join', await city.code('relay'));
  expect(away).toMatchObject({ code: 64, said: expect.stringMatching(/no answer from .*ECONNREFUSED/) });
  expect(await hub('--data', data, '--upstream', 'city.example')).toMatchObject({ code: 64 });
  expect(await hub('--data', data, '--join', '123')).toMatchObject({ code: 64 });
  expect(existsSync(join(data, 'hub.sqlite'))).toBe(false);

  const code = await city.code('relay');
  const joined = await runUntil(/Facts: /, ...start, '--join', code);
  expect(joined).toMatch(/Passes facts on to http:.* as r/);
  expect(statSync(join(data, 'upstream.json')).mode & 0o777).toBe(0o600);
  // Started again with the same words, as by a supervisor, and with the city away.
  expect(await runUntil(/Facts: /, ...start, '--join', code)).toMatch(/Passes facts on/);
  await city.close();
  expect(await runUntil(/Facts: /, ...start, '--join', code)).toMatch(/was not used \(no answer/);
  expect(await runUntil(/Facts: /, ...start)).toMatch(/Passes facts on/);
});

test('a code for a relay is told from one for a terminal', async () => {
  const data = await folderWithFacts();
  expect((await hub('enrol', '--data', data)).said).toMatch(/At the terminal/);
  expect((await hub('enrol', '--relay', '--data', data)).said).toMatch(/--upstream URL --join [0-9A-Z]{5}-[0-9A-Z]{5}/);
});

/** Runs a hub until it says this, then stops it; everything that it said. */
async function runUntil(words: RegExp, ...args: string[]): Promise<string> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'cli.ts'), ...args]);
  let said = '';
  return await new Promise((done, fail) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      if (words.test(said)) child.kill('SIGTERM');
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code) => (code === 0 ? done(said) : fail(new Error(`${code}: ${said}`))));
  });
}
