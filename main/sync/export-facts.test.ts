import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { smallDisk } from '../../db/testing/small-disk.ts';
import { temporaryFolder } from '../../db/testing/temporary.ts';
import { exportFacts } from './export-facts.ts';
import { eventsAt, everythingAt, startCity, startHall, startTerminal, until } from './testing/hall-and-city.ts';
import { openRig, type Rig, type RigTerminal } from './testing/rig.ts';

/** What `npm run hub -- import FILE` says at the rig's hub, while that hub runs. */
async function importAt(hub: Pick<Rig['hub'], 'file'>, file: string): Promise<{ code: number; said: string }> {
  const program = join(import.meta.dirname, '../../hub/cli.ts');
  const args = [program, 'import', file, '--data', dirname(hub.file)];
  return await new Promise((done) => {
    execFile(process.execPath, args, (error, stdout, stderr) => {
      done({ code: error === null ? 0 : Number(error.code), said: stdout + stderr });
    });
  });
}

/** Exports what is pending at a terminal whose line to its hub is down. */
async function exportOf(
  { store, line }: Pick<RigTerminal, 'store' | 'line'>,
  { folder = temporaryFolder(), now = Date.now } = {},
) {
  const progress: number[] = [];
  const exported = await exportFacts({
    journal: store.journal,
    line: await line(now),
    folder,
    version: '0.0.0',
    now,
    onProgress: (facts) => progress.push(facts),
  });
  return { exported, progress };
}

async function exportedBy(terminal: RigTerminal): Promise<string> {
  const { exported } = await exportOf(terminal);
  if (!exported.ok) throw new Error(exported.error);
  return exported.value.file;
}

/** The lines of a file, the first of which says what it is. */
const linesOf = (file: string): string[] => readFileSync(file, 'utf8').trimEnd().split('\n');

function fileOf(lines: string[]): string {
  const file = join(temporaryFolder(), 'changed.tiepdan');
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

/** Afterwards the line is there again: everything is at the hub, in order and once. */
async function comesOnline(rig: Rig, terminal: RigTerminal = rig): Promise<void> {
  await terminal.start();
  await terminal.drained();
  expect(await rig.oracle.faults()).toEqual([]);
}

describe('facts carried by hand', () => {
  test('arrive, count as delivered only when the hub says so, and are there once when the line is back F51 @fault', async () => {
    const rig = await openRig();
    await rig.record(1200);
    // The stick lay in a drawer: how old a signature is does not count.
    const { exported, progress } = await exportOf(rig, { now: () => Date.now() - 40 * 24 * 3_600_000 });
    if (!exported.ok) throw new Error(exported.error);
    expect(exported.value.facts).toBe(1200);
    expect(progress.length).toBeGreaterThan(2);
    expect(progress.at(-1)).toBe(1200);
    expect(await rig.pending()).toBe(1200);

    expect(await importAt(rig.hub, exported.value.file)).toEqual({
      code: 0,
      said: `${rig.dev}: 1200 new, 0 already here\n`,
    });
    expect(await rig.pending()).toBe(1200);
    await rig.record(5);
    await comesOnline(rig);
    expect(await rig.pending()).toBe(0);
  });

  test('twice, or after they were pushed, or in part, are new only where they are F51 @fault', async () => {
    const rig = await openRig();
    await rig.record(700);
    const first = await exportedBy(rig);
    await rig.record(300);
    const second = await exportedBy(rig);
    // A stick that was pulled too early: whole lines, and a half one.
    const [head = '', push = '', next = ''] = linesOf(first);
    const cut = await importAt(rig.hub, fileOf([head, push, next.slice(0, 200)]));
    expect(cut.code).toBe(1);
    expect(cut.said).toMatch(new RegExp(`^${rig.dev}: [1-9]\\d* new, 0 already here\\n\\?: 0 new, 0 already here\\n`));
    expect(cut.said).toMatch(/\?: 1 push\(es\) refused, no-push: /);
    const taken = Number(/(\d+) new/.exec(cut.said)?.[1]);
    expect((await importAt(rig.hub, first)).said).toBe(`${rig.dev}: ${700 - taken} new, ${taken} already here\n`);
    expect((await importAt(rig.hub, first)).said).toBe(`${rig.dev}: 0 new, 700 already here\n`);
    expect((await importAt(rig.hub, second)).said).toBe(`${rig.dev}: 300 new, 700 already here\n`);
    await comesOnline(rig);
    expect(await importAt(rig.hub, second)).toEqual({ code: 0, said: `${rig.dev}: 0 new, 1000 already here\n` });
    expect(await rig.oracle.faults()).toEqual([]);
  });

  test('of which one byte was changed are refused, with what comes after them, and nothing of it lands F51 @fault', async () => {
    const rig = await openRig();
    await rig.record(1200);
    const file = await exportedBy(rig);
    const [head = '', first = '', ...others] = linesOf(file);
    const push: { url: string; headers: Record<string, string>; body: string } = JSON.parse(first);
    const body = Buffer.from(push.body, 'base64');
    body[body.length >> 1] = (body[body.length >> 1] ?? 0) ^ 1;
    const changed = { ...push, body: body.toString('base64') };
    const elsewhere = { ...push, url: push.url.replace('127.0.0.1', '127.0.0.2') };
    const dated = {
      ...push.headers,
      'Signature-Input': push.headers['Signature-Input']?.replace(/created=\d/, 'created=9'),
    };
    const [digest, moved, redated] = await Promise.all(
      [changed, elsewhere, { ...push, headers: dated }].map((tampered) =>
        importAt(rig.hub, fileOf([head, JSON.stringify(tampered), ...others])),
      ),
    );
    expect(digest).toMatchObject({ code: 1, said: expect.stringContaining('1 push(es) refused, digest: ') });
    expect(digest?.said).toContain(`${rig.dev}: ${others.length} push(es) refused, gap: `);
    for (const refused of [moved, redated]) {
      expect(refused).toMatchObject({ code: 1, said: expect.stringContaining('1 push(es) refused, signature: ') });
    }
    expect(await rig.hubFacts()).toEqual([]);
    expect(await importAt(rig.hub, file)).toMatchObject({ code: 0 });
    await comesOnline(rig);
  });

  test('of another hall are refused, and so is what is no such file F51 @fault', async () => {
    const [rig, elsewhere] = [await openRig(), await openRig()];
    await rig.record(3);
    const refused = await importAt(elsewhere.hub, await exportedBy(rig));
    expect(refused.code).toBe(1);
    expect(refused.said).toContain(`${rig.dev}: 1 push(es) refused, unknown: `);
    expect(await importAt(elsewhere.hub, fileOf(['{"photos":1}']))).toMatchObject({ code: 64 });
    expect(await importAt(elsewhere.hub, join(temporaryFolder(), 'nothing'))).toMatchObject({ code: 64 });
  });
});

test('carried to a hall’s hub they are passed on to the city as the terminal signed them F51 @fault', async () => {
  const city = await startCity();
  const hall = await startHall(city);
  const { record, drained, stop, store, line } = await startTerminal(hall);
  await record(1);
  await drained();
  await stop();
  await record(40);
  const { exported } = await exportOf({ store, line: async () => line });
  if (!exported.ok) throw new Error(exported.error);
  const imported = await importAt({ file: join(hall.folder, 'hub.sqlite') }, exported.value.file);
  expect(imported.said).toContain(': 40 new, 0 already here');
  await until(async () => (await city.hub.facts()).length === 41, 15_000);
  expect(await everythingAt(city)).toEqual(await everythingAt(hall));
  expect(await eventsAt(city, 'vouched')).toEqual([]);
}, 60_000);

test('what cannot be exported says why, and loses nothing', async () => {
  const rig = await openRig();
  expect((await exportOf(rig)).exported).toEqual({ ok: false, error: 'nothing' });
  await rig.record(2);
  const gone = join(temporaryFolder(), 'no-stick');
  expect((await exportOf(rig, { folder: gone })).exported).toEqual({ ok: false, error: 'no-folder' });
  expect(await rig.pending()).toBe(2);
});

test('a stick that is full says so, keeps no half file, and nothing is lost by it', async (context) => {
  const stick = smallDisk(64 * 1024);
  if (stick === null) {
    context.skip('no file system may be mounted here');
    return;
  }
  const rig = await openRig();
  writeFileSync(join(stick, 'photos'), Buffer.alloc(63 * 1024));
  await rig.record(300);
  expect((await exportOf(rig, { folder: stick })).exported).toEqual({ ok: false, error: 'full' });
  expect(readdirSync(stick)).toEqual(['photos']);
  expect(await rig.pending()).toBe(300);
});
