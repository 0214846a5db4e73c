import { createPrivateKey } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keptLog, temporaryFolder } from '../../db/testing/temporary.ts';
import { type Blobs, openBlobs } from '../../hub/feeds/blobs.ts';
import { publishContent } from '../../hub/feeds/publish-content.ts';
import { serveBlobs } from '../../hub/feeds/serve-blobs.ts';
import { joinContent } from '../../shared/catalogue/content.ts';
import type { ContentItem } from '../../shared/sync/feeds.ts';
import { readContentFiles } from '../../tools/content/read-content.ts';
import type { HubLine } from '../sync/hub-line.ts';
import { fetchPack, type PackDisk } from './fetch-pack.ts';
import { loadContent } from './load-content.ts';
import { newKeys, packContent } from './pack.ts';

const built = readContentFiles();
const here = joinContent(built).catalogue.version;
const keys = newKeys();
let app: FastifyInstance;
let blobs: Blobs;
let address = '';
let folder = '';
let asked: (string | null)[] = [];
const servers: Server[] = [];

beforeEach(async () => {
  blobs = openBlobs(join(temporaryFolder(), 'blobs'));
  app = Fastify();
  serveBlobs(app, { blobs, deviceOf: async ({ headers }) => headers['x-device']?.toString() || null });
  address = await app.listen({ host: '127.0.0.1', port: 0 });
  folder = temporaryFolder();
  asked = [];
});
afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  await app.close();
});

type Ask = HubLine['ask'];
const askAt =
  (at: string, device = 'kTEST'): Ask =>
  async ({ path, headers = {}, signal }) => {
    asked.push(headers.Range ?? null);
    const answer = await fetch(at + path, { signal: signal ?? null, headers: { 'x-device': device, ...headers } });
    const body = Buffer.from(await answer.arrayBuffer());
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body };
  };
const ask: Ask = async (question) => await askAt(address)(question);
async function publish(version: string, privateKey = keys.privateKey): Promise<ContentItem> {
  const files = { ...built };
  const index = JSON.parse(built['catalogue/index.json'] ?? '') as object;
  files['catalogue/index.json'] = JSON.stringify({ ...index, version });
  const pack = Buffer.from(packContent(files, version, createPrivateKey(privateKey)));
  const published = await publishContent(pack, { blobs, feeds: { put: async () => undefined } });
  if (!published.ok) throw new Error(published.error);
  return published.value;
}
const fetchInto = async (item: ContentItem, more: Partial<Parameters<typeof fetchPack>[0]> = {}) =>
  await fetchPack({ item, folder, ask, signal: AbortSignal.timeout(10_000), atOnce: 20_000, ...more });
/** What the kiosk shows when it starts now. */
function shown(): string {
  return loadContent({ built, folder, publicKey: keys.publicKey, log: keptLog() }).content.catalogue.version;
}
const files = (): string[] => readdirSync(join(folder, 'content')).sort();

/** A line that is cut after so many bytes, in the middle of whatever is on it. */
async function cuttingAfter(bytes: number): Promise<Ask> {
  let left = bytes;
  const server = createServer((request, response) => {
    void fetch(address + (request.url ?? ''), {
      headers: { 'x-device': 'kTEST', range: request.headers.range ?? '' },
    }).then(async (answer) => {
      const all = Buffer.from(await answer.arrayBuffer());
      response.writeHead(answer.status, {
        'content-length': all.length,
        'content-range': answer.headers.get('content-range') ?? '',
      });
      const given = all.subarray(0, left);
      left -= given.length;
      if (given.length === all.length) response.end(all);
      else response.write(given, () => setTimeout(() => response.destroy(), 20));
    });
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return askAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

describe('a content pack from the hub', () => {
  test('is shown from the next start on, and not asked for twice', async () => {
    const item = await publish('2099-01-01.1');
    expect(await fetchInto(item)).toEqual({ ok: true, value: 'fetched' });
    expect(files()).toEqual(['from-hub.pack']);
    expect(shown()).toBe('2099-01-01.1');
    expect(await fetchInto(item)).toEqual({ ok: true, value: 'here' });
    expect(asked).toEqual(['bytes=0-19999', ...asked.slice(1)]);
    expect(asked).toHaveLength(Math.ceil(item.size / 20_000));
    expect(await fetchInto(await publish('2099-01-01.2'))).toEqual({ ok: true, value: 'fetched' });
    expect(files()).toEqual(['from-hub.pack', 'last-good']);
    expect(shown()).toBe('2099-01-01.2');
  });

  test.each([0, 1, 19_999, 20_000, 50_000])(
    'that is cut at byte %i goes on from the last whole piece, and the old one is shown meanwhile F46 @fault',
    async (bytes) => {
      const item = await publish('2099-01-01.1');
      expect(bytes).toBeLessThan(item.size / 2);
      const whole = Math.floor(bytes / 20_000) * 20_000;
      expect(await fetchInto(item, { ask: await cuttingAfter(bytes) })).toEqual({ ok: false, error: { code: 'cut' } });
      expect(readFileSync(join(folder, 'content', `${item.sha256}.part`))).toHaveLength(whole);
      expect(shown()).toBe(here);
      asked = [];
      expect(await fetchInto(item)).toEqual({ ok: true, value: 'fetched' });
      expect(asked[0]).toBe(`bytes=${whole}-${whole + 19_999}`);
      expect(files()).toEqual(['from-hub.pack']);
      expect(shown()).toBe('2099-01-01.1');
    },
  );

  test('whose bytes are not those of its hash is thrown away F46 @fault', async () => {
    const item = await publish('2099-01-01.1');
    const changed: Ask = async (question) => {
      const answer = await ask(question);
      return { ...answer, body: Buffer.alloc(answer.body.length, 'x') };
    };
    expect(await fetchInto(item, { ask: changed })).toEqual({ ok: false, error: { code: 'hash' } });
    expect(files()).toEqual([]);
    const longer: Ask = async (question) => {
      const answer = await ask(question);
      return { ...answer, body: Buffer.concat([answer.body, Buffer.alloc(1)]) };
    };
    expect(await fetchInto(item, { ask: longer })).toEqual({ ok: false, error: { code: 'cut' } });
    // A part that something else has spoilt.
    writeFileSync(join(folder, 'content', `${item.sha256}.part`), 'spoilt');
    expect(await fetchInto(item)).toEqual({ ok: false, error: { code: 'hash' } });
    expect(await fetchInto(item)).toEqual({ ok: true, value: 'fetched' });
  });

  test('with another signature, or older than what is here, is fetched and not shown F46 @fault', async () => {
    await fetchInto(await publish('2099-01-01.5'));
    expect(shown()).toBe('2099-01-01.5');
    await fetchInto(await publish('2099-01-01.6', newKeys().privateKey));
    expect(shown()).toBe('2099-01-01.5');
    await fetchInto(await publish('2099-01-01.4'));
    expect(shown()).toBe('2099-01-01.5');
  });

  test.each(['write', 'rename'] as const)(
    'for which the disk has no room (%s) leaves the one before F46 @fault',
    async (call) => {
      await fetchInto(await publish('2099-01-01.1'));
      expect(shown()).toBe('2099-01-01.1');
      const before = readFileSync(join(folder, 'content', 'from-hub.pack'));
      const full = async (): Promise<never> => await Promise.reject(new Error('ENOSPC: no space left on device'));
      const disk: PackDisk = { write: async (file, bytes) => await file.appendFile(bytes), rename, [call]: full };
      const item = await publish('2099-01-01.2');
      const fetched = await fetchInto(item, { disk });
      expect(fetched).toMatchObject({ ok: false, error: { code: 'disk' } });
      expect(readFileSync(join(folder, 'content', 'from-hub.pack')).equals(before)).toBe(true);
      expect(files()).toEqual(['from-hub.pack', 'last-good']);
      expect(shown()).toBe('2099-01-01.1');
      expect(await fetchInto(item)).toEqual({ ok: true, value: 'fetched' });
    },
  );

  test('that is announced no more leaves nothing behind', async () => {
    const first = await publish('2099-01-01.1');
    await fetchInto(first, { ask: await cuttingAfter(10) });
    expect(files()).toEqual([`${first.sha256}.part`]);
    await fetchInto(await publish('2099-01-01.2'));
    expect(files()).toEqual(['from-hub.pack']);
  });

  test('that the hub does not have, or not for us, is said so', async () => {
    const item = { ...(await publish('2099-01-01.1')), sha256: 'f'.repeat(64) };
    expect(await fetchInto(item)).toEqual({ ok: false, error: { code: 'status', status: 404 } });
    const stranger = askAt(address, '');
    expect(await fetchInto(item, { ask: stranger })).toEqual({ ok: false, error: { code: 'status', status: 401 } });
    const put = async (): Promise<void> => undefined;
    expect((await publishContent(Buffer.from('{}'), { blobs, feeds: { put } })).ok).toBe(false);
  });
});

describe('a blob', () => {
  test.each([
    ['bytes=0-', 206, 'bytes 0-9/10', '0123456789'],
    ['bytes=4-', 206, 'bytes 4-9/10', '456789'],
    ['bytes=4-5', 206, 'bytes 4-5/10', '45'],
    ['bytes=4-99', 206, 'bytes 4-9/10', '456789'],
    ['bytes=10-', 416, 'bytes */10', ''],
    ['bytes=5-4', 416, 'bytes */10', ''],
    ['bytes=1-2,4-5', 200, null, '0123456789'],
    ['bytes=-3', 200, null, '0123456789'],
    ['', 200, null, '0123456789'],
  ])('asked for as %j', async (range, status, contentRange, body) => {
    const { sha256 } = blobs.keep(Buffer.from('0123456789'));
    const headers: Record<string, string> = { 'x-device': 'kTEST', ...(range === '' ? {} : { range }) };
    const answer = await fetch(`${address}/v1/blob/${sha256}`, { headers });
    expect([answer.status, answer.headers.get('content-range'), await answer.text()]).toEqual([
      status,
      contentRange,
      body,
    ]);
  });

  test('is named by a hash and nothing else', async () => {
    for (const name of ['..%2Fhub.sqlite', 'A'.repeat(64), '']) {
      expect((await ask({ method: 'GET', path: `/v1/blob/${name}` })).status).toBe(404);
    }
  });
});
