import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Fastify from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fontFaces, serveFonts } from './serve-fonts.ts';

const font = Buffer.from('outlines '.repeat(100));
let folder = '';
let app = Fastify();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fonts-'));
  app = Fastify();
  serveFonts(app, folder);
});
afterEach(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

const addresses = [...fontFaces.matchAll(/url\(([^)]+)\)/g)].map(([, url]) => url ?? '');

describe('letters for the hub’s own pages', () => {
  test('every file that a page’s style names is there: small on the wire, kept by the browser, the same bytes', async () => {
    for (const file of ['BeVietnamPro_400Regular.ttf', 'BeVietnamPro_600SemiBold.ttf'])
      writeFileSync(join(folder, file), font);
    expect(addresses).toHaveLength(2);
    for (const url of addresses) {
      const small = await app.inject({ url, headers: { 'accept-encoding': 'gzip, deflate' } });
      expect([small.statusCode, small.headers['content-type'], small.headers['content-encoding']]).toEqual([
        200,
        'font/ttf',
        'gzip',
      ]);
      expect(small.headers['cache-control']).toBe('public, max-age=86400');
      expect(gunzipSync(small.rawPayload).equals(font)).toBe(true);
      const plain = await app.inject({ url });
      expect(plain.headers['content-encoding']).toBeUndefined();
      expect(plain.rawPayload.equals(font)).toBe(true);
    }
  });

  test('a hub without built pages says so and goes on; once they are there, it has them', async () => {
    const [url = ''] = addresses;
    expect((await app.inject({ url })).statusCode).toBe(404);
    writeFileSync(join(folder, 'BeVietnamPro_400Regular.ttf'), font);
    expect((await app.inject({ url })).statusCode).toBe(200);
  });
});
