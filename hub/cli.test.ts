import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chainStart } from '../db/chain.ts';
import { openHubStore } from '../db/hub/store.ts';
import { temporaryFolder } from '../db/testing/temporary.ts';

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
