import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { TerminalStore } from '../../db/terminal/store.ts';
import { keptLog, openStore, someFact, temporaryFolder } from '../../db/testing/temporary.ts';
import { today } from '../../shared/day.ts';
import { readCode } from '../../shared/sync/enrolment.ts';
import { clockAt, oddMoments } from '../../tools/clocks.mjs';
import { connectHub } from './connect-hub.ts';
import { startSender } from './sender.ts';

/** What docs/operations.md says, done with the commands it names, against a hub that is its own program and has TLS. */

const cli = join(import.meta.dirname, '../../hub/cli.ts');
const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

const command = async (...args: string[]): Promise<{ code: number; said: string }> => await commandAt(null, ...args);

/** `moment`: what the command's clock shows when it is typed; null: the true time. */
async function commandAt(moment: string | null, ...words: string[]): Promise<{ code: number; said: string }> {
  const env = moment === null ? process.env : clockAt(moment);
  return await new Promise((done) => {
    execFile(process.execPath, [cli, ...words], { env }, (error, stdout, stderr) => {
      done({ code: error === null ? 0 : Number(error.code), said: stdout + stderr });
    });
  });
}

interface Running {
  address: string;
  /** So far. */
  said: () => string;
  process: ChildProcess;
  stop(): Promise<void>;
}

async function serve(
  data: string,
  { port = '0', moment = null }: { port?: string; moment?: string | null } = {},
): Promise<Running> {
  const env = moment === null ? process.env : clockAt(moment);
  const child = spawn(process.execPath, [cli, '--data', data, '--port', port], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  let said = '';
  await new Promise<void>((done) => {
    child.stdout.on('data', (part: Buffer) => {
      said += part.toString();
      if (said.includes('/facts?key=')) done();
    });
  });
  const running = {
    address: /^Hub: (\S+)/m.exec(said)?.[1] ?? '',
    said: () => said,
    process: child,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
  undo.push(running.stop);
  return running;
}

async function kiosk(): Promise<{ store: TerminalStore; folder: string }> {
  const folder = temporaryFolder();
  const store = await openStore({ folder });
  undo.push(() => store.close());
  return { store, folder };
}

async function run(
  { store, folder }: Awaited<ReturnType<typeof kiosk>>,
  { address, ca, code = null }: { address: string; ca: string; code?: string | null },
) {
  const hub = { name: address, address, code: code === null ? null : { text: code, once: true } };
  const { line, close } = await connectHub({ hub, ca, folder, store, now: Date.now });
  const sender = startSender({
    journal: store.journal,
    line,
    log: keptLog(),
    now: Date.now,
    gatherMs: 5,
    longestBackoffMs: 300,
  });
  const stop = async (): Promise<void> => {
    await sender.stop();
    await close();
  };
  undo.push(stop);
  return {
    line,
    sender,
    async sends(count: number) {
      for (let done = 0; done < count; done += 1) await store.journal.record('difficulty.reported', someFact);
      await expect.poll(() => store.journal.pendingCount(), { timeout: 15_000 }).toBe(0);
    },
  };
}

const codeIn = (said: string): string => readCode(/^Code: (\S+)/m.exec(said)?.[1] ?? '') ?? '';

test('a hub is installed with TLS, lets a terminal in, is backed up and restored, changes its key and shuts it out', async () => {
  const data = join(temporaryFolder(), 'hub');
  const at = ['--data', data];
  // Install.
  const made = await command('certificate', '--for', 'localhost,127.0.0.1', ...at);
  expect(made.code).toBe(0);
  const authority = /\S+authority\.pem/.exec(made.said)?.[0] ?? '';
  const ca = readFileSync(authority, 'utf8');
  let hub = await serve(data);
  expect(hub.address).toMatch(/^https:/);
  await expect.poll(hub.said).toMatch(/First sign-in, shown this once: admin \S+/);
  const { port } = new URL(hub.address);
  const address = `https://localhost:${port}`;

  // Let a terminal in.
  const enrolled = await command('enrol', '--unit', 'phuong-cua-nam', ...at);
  const one = await kiosk();
  const terminal = await run(one, { address, ca, code: codeIn(enrolled.said) });
  await terminal.sends(5);
  const dev = one.store.journal.dev;
  const listed = await command('devices', ...at);
  expect(listed.said).toContain(`${dev}  phuong-cua-nam  active`);
  expect(listed.said).toContain(terminal.line.fingerprint());

  // A terminal that believes another authority does not talk to it, and one without a certificate's authority neither.
  const stranger = await kiosk();
  const other = await command('certificate', '--for', 'localhost', '--data', join(temporaryFolder(), 'other'));
  const wrong = readFileSync(/\S+authority\.pem/.exec(other.said)?.[0] ?? '', 'utf8');
  const refused = await run(stranger, { address, ca: wrong, code: 'AAAA000000' });
  await stranger.store.journal.record('difficulty.reported', someFact);
  await expect.poll(() => refused.sender.status().failures).toBeGreaterThan(0);
  expect(await stranger.store.journal.pendingCount()).toBe(1);

  // Renew the certificate while it runs.
  expect((await command('certificate', '--for', 'localhost,127.0.0.1', ...at)).code).toBe(0);
  hub.process.kill('SIGHUP');
  await terminal.sends(1);

  // Back up, lose, restore: the terminal fills it again by itself.
  const copy = join(temporaryFolder(), 'night.sqlite');
  expect(await command('backup', ...at, '--out', copy)).toEqual({ code: 0, said: `${copy}: 6 facts, 0 fault(s)\n` });
  await terminal.sends(7);
  expect((await command('restore', ...at, '--from', copy)).said).toMatch(/A hub is running .* stop it first/);
  await hub.stop();
  expect((await command('restore', ...at, '--from', copy)).said).toMatch(
    /What was there is kept: .*\n.*: 6 facts, 0 fault/,
  );
  hub = await serve(data, { port });
  await terminal.sends(1);
  expect((await command('verify', ...at)).said).toBe('14 facts in 1 streams, 0 fault(s)\n');
  expect(hub.said()).not.toContain('First sign-in');

  // Change its key.
  const before = terminal.line.fingerprint();
  expect((await command('rotate', dev, ...at)).code).toBe(0);
  await terminal.sends(1);
  await expect.poll(() => terminal.line.fingerprint()).not.toBe(before);
  await terminal.sends(1);
  expect((await command('devices', ...at)).said).toContain(terminal.line.fingerprint());

  // Shut it out, and let it in again.
  expect((await command('revoke', dev, ...at)).code).toBe(0);
  await one.store.journal.record('difficulty.reported', someFact);
  await expect.poll(() => terminal.line.standing()).toBe('revoked');
  expect(await one.store.journal.pendingCount()).toBe(1);
  await terminal.sender.stop();
  const again = await command('enrol', '--replaces', dev, ...at);
  const back = await run(one, { address, ca, code: codeIn(again.said) });
  await back.sends(1);
  expect(one.store.journal.dev).toBe(dev);
  expect((await command('verify', ...at)).said).toBe('18 facts in 1 streams, 0 fault(s)\n');
  const happened = (await command('events', ...at)).said;
  for (const event of ['code-made', 'enrolled', 'rotation-asked', 'rotated', 'revoked', 'replaced']) {
    expect(happened).toContain(event);
  }
}, 120_000);

test('people, units, packs and forgetting, from the command line', async () => {
  const data = join(temporaryFolder(), 'hub');
  const at = ['--data', data];
  const hub = await serve(data);
  expect((await command('users', 'add', 'lan', 'officer', '--unit', 'phuong-cua-nam', ...at)).said).toMatch(
    /Password: \S+/,
  );
  expect((await command('users', ...at)).said).toMatch(/admin\tadmin\tall units[\s\S]*lan\tofficer\tphuong-cua-nam/);
  expect((await command('units', ...at)).said).toContain('phuong-cua-nam\t0 device(s)\t1 account(s)');
  expect((await command('users', 'password', 'lan', ...at)).said).toMatch(/Password: \S+/);
  expect((await command('users', 'disable', 'lan', ...at)).code).toBe(0);
  expect((await command('users', 'disable', 'admin', ...at)).said).toContain('the last one');
  const noPack = join(temporaryFolder(), 'x.pack');
  writeFileSync(noPack, '{}');
  expect(await command('publish', noPack, ...at)).toMatchObject({
    code: 64,
    said: `${noPack}: it is not a content pack\n`,
  });
  const month = today(Date.now()).slice(0, 7);
  expect((await command('forget', month, ...at)).said).toContain('cannot be read by anybody any more');
  expect((await command('forget', month, ...at)).code).toBe(64);
  await hub.stop();
}, 60_000);

test.each(oddMoments)(
  'words are forgotten by the month of the hall, whichever it is in Greenwich: at %s by %s',
  async (moment, month) => {
    const data = join(temporaryFolder(), 'hub');
    const hub = await serve(data, { moment });
    const sealing = join(data, 'sealing');
    expect(readdirSync(sealing).sort()[0]).toBe(`${month}.key`);
    const forgot = await commandAt(moment, 'forget', month, '--data', data);
    expect(forgot.said).toContain(`${month} cannot be read by anybody any more`);
    expect(readdirSync(sealing)).not.toContain(`${month}.key`);
    expect((await commandAt(moment, 'forget', month, '--data', data)).code).toBe(64);
    await hub.stop();
  },
  60_000,
);
