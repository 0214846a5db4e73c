import { execFileSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Log } from '../log.ts';
import { openSerialScanner } from './serial-scanner.ts';

let folder = '';
let close = (): void => undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scanner-'));
});
afterEach(() => {
  close();
  rmSync(folder, { recursive: true });
});

/** A device file with two ends, as a port has them. */
function open() {
  const device = join(folder, 'port');
  const read: string[] = [];
  const warned: unknown[] = [];
  const log = { warn: (details: unknown) => void warned.push(details) } as unknown as Log;
  const scanner = openSerialScanner({ device, onText: (text) => void read.push(text), log, retryMs: 30 });
  close = scanner.close;
  const plugIn = () => {
    execFileSync('mkfifo', [device]);
    return createWriteStream(device);
  };
  return { read, warned, plugIn };
}

test('a line is a code, whole in its Vietnamese, however it is cut on the way', async () => {
  const { read, plugIn } = open();
  const scanner = plugIn();
  const bytes = Buffer.from('0991|Nguyễn Thị Ví Dụ\r\n0992|x\n');
  for (let at = 0; at < bytes.length; at += 3) scanner.write(bytes.subarray(at, at + 3));
  await vi.waitFor(() => expect(read).toEqual(['0991|Nguyễn Thị Ví Dụ', '0992|x']));
  scanner.end();
});

test('it is looked for until it is there, told of once, and found again after it was pulled out', async () => {
  const { read, warned, plugIn } = open();
  await vi.waitFor(() => expect(warned).toEqual([{ code: 'ENOENT' }]));
  await new Promise((done) => setTimeout(done, 150));
  expect(warned).toHaveLength(1);
  const scanner = plugIn();
  scanner.write('first\n');
  await vi.waitFor(() => expect(read).toEqual(['first']));
  rmSync(join(folder, 'port'));
  scanner.end();
  await vi.waitFor(() => expect(warned).toHaveLength(2));
  const again = plugIn();
  again.write('second\n');
  await vi.waitFor(() => expect(read).toEqual(['first', 'second']));
  again.end();
});

test('noise without an end takes no memory', async () => {
  const { read, plugIn } = open();
  const scanner = plugIn();
  scanner.write('x'.repeat(100_000));
  scanner.write('\nfine\n');
  await vi.waitFor(() => expect(read.at(-1)).toBe('fine'));
  expect(Math.max(...read.map((line) => line.length))).toBeLessThanOrEqual(4000);
  scanner.end();
});
