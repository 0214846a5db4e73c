import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../db/testing/temporary.ts';
import { certificate, readTls } from '../../../hub/commands/certificate.ts';
import { startTestHub } from '../../../hub/testing/test-hub.ts';

const terminal = join(import.meta.dirname, '../testing/send-beside.ts');

/** libfaketime lies to the whole program about the wall clock; the steady one goes on. */
test.each([
  ['a year behind', '-1y'],
  ['a year ahead', '+1y'],
  ['dead, in 1970', '@1970-01-01 00:01:00'],
])(
  'a terminal whose clock is %s is let in over TLS and sends everything once and in order F16 @fault',
  async (_how, lie) => {
    const folder = temporaryFolder();
    const options = { for: '127.0.0.1', port: '', host: '', papers: false, relay: false };
    const place = { file: join(folder, 'hub.sqlite') };
    await certificate({ folder, place, options, words: [], say: () => undefined });
    const hub = await startTestHub({ ...place, tls: readTls(folder) });
    onTestFinished(() => hub.close());
    const authority = join(folder, 'tls/authority.pem');
    const args = [temporaryFolder(), hub.address, await hub.code(), '20', '500', authority];
    const child = spawn('faketime', ['-f', lie, process.execPath, terminal, ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DONT_FAKE_MONOTONIC: '1' },
      detached: true,
    });
    onTestFinished(() => void process.kill(-(child.pid ?? 0), 'SIGKILL'));
    await expect.poll(async () => (await hub.facts()).length, { timeout: 20_000 }).toBe(20);
    expect((await hub.facts()).map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect((await hub.store.verify()).faults).toEqual([]);
  },
  60_000,
);
