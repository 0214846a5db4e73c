import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { download } from './download.mjs';

const content = randomBytes(300_000);
const integrity = `sha512-${createHash('sha512').update(content).digest('base64')}`;
const report = () => undefined;
let folder: string;
let server: Server;
let url: string;
/** The Range header of each request, in turn. */
let ranges: (string | undefined)[];
/** How many bytes of each answer go out before the line is cut; unlisted answers go out whole. */
let cuts: number[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'download-'));
  ranges = [];
  cuts = [];
  server = createServer((request, answer) => {
    const { range } = request.headers;
    ranges.push(range);
    const from = Number(range?.match(/bytes=(\d+)-/)?.[1] ?? 0);
    const rest = content.subarray(from);
    answer.writeHead(range === undefined ? 200 : 206, { 'content-length': rest.length });
    const cut = cuts.shift();
    if (cut === undefined) answer.end(rest);
    else answer.write(rest.subarray(0, cut), () => setTimeout(() => answer.destroy(), 20));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/runtime.tgz`;
});

afterEach(async () => {
  await new Promise((done) => server.close(done));
  rmSync(folder, { recursive: true, force: true });
});

describe('download', () => {
  test('a line that is cut twice is taken up where it broke', async () => {
    cuts = [100_000, 50_000];
    const file = join(folder, 'runtime.tgz');
    expect(await download({ url, integrity, file, report })).toBe(true);
    expect(readFileSync(file).equals(content)).toBe(true);
    expect(ranges).toEqual([undefined, 'bytes=100000-', 'bytes=150000-']);
  });

  test('what an earlier run left is continued', async () => {
    const file = join(folder, 'runtime.tgz');
    writeFileSync(`${file}.part`, content.subarray(0, 200_000));
    expect(await download({ url, integrity, file, report })).toBe(true);
    expect(readFileSync(file).equals(content)).toBe(true);
    expect(ranges).toEqual(['bytes=200000-']);
  });

  test('a beginning with wrong bytes is thrown away and fetched again', async () => {
    const file = join(folder, 'runtime.tgz');
    writeFileSync(`${file}.part`, Buffer.alloc(1000));
    expect(await download({ url, integrity, file, report })).toBe(true);
    expect(readFileSync(file).equals(content)).toBe(true);
    expect(ranges).toEqual(['bytes=1000-', undefined]);
  });

  test('content that is not the expected one never becomes the file', async () => {
    const file = join(folder, 'runtime.tgz');
    expect(await download({ url, integrity: 'sha512-other', file, report })).toBe(false);
    expect(existsSync(file)).toBe(false);
  });
});
