import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Device } from '../../db/hub/devices.ts';
import { paperLimits } from '../../shared/papers/papers.ts';
import type { DeviceGate } from '../devices/device-gate.ts';
import { serveKiosks, servePhones } from './serve-papers.ts';
import { openTrays } from './trays.ts';

const knownDevice: Device = {
  dev: 'kTEST1',
  kind: 'terminal',
  unit: null,
  status: 'active',
  keyNo: 1,
  publicKey: Buffer.alloc(32),
  rotate: false,
  enrolledAt: 0,
  lastAt: null,
  clockOffset: null,
  pending: null,
  app: null,
};
let time = 0;
let folder = '';
let app = Fastify();
let trays = openTrays(() => time);
const kiosk = { authorization: 'kiosk' };
/** Signatures have tests of their own. */
const gate: DeviceGate = {
  async check(request) {
    const known = await gate.checkPresent({ method: '', url: '', body: Buffer.alloc(0) }, request.headers, null);
    return known.ok ? { ok: true, value: { device: known.value, keyNo: 1 } } : known;
  },
  async checkPresent(_said, headers) {
    if (headers.authorization !== kiosk.authorization) return { ok: false, error: { status: 401, error: 'signature' } };
    return { ok: true, value: knownDevice };
  },
};
const sealed = Buffer.from('sealed paper');

beforeEach(async () => {
  time = 1_000_000;
  folder = mkdtempSync(join(tmpdir(), 'papers-'));
  const script = join(folder, 'phone.js');
  writeFileSync(script, 'document.title');
  app = Fastify();
  trays = openTrays(() => time);
  servePhones(app, { trays, script });
  await serveKiosks(app, { trays, gate, now: () => time });
});
afterEach(async () => {
  trays.closeAll();
  await app.close();
  rmSync(folder, { recursive: true });
});

const open = async (words = { title: 'Chụp <giấy tờ>' }): Promise<string> => {
  const answer = await app.inject({ method: 'POST', url: '/v1/trays', headers: kiosk, payload: { words } });
  expect(answer.statusCode).toBe(201);
  return answer.json<{ tray: string }>().tray;
};
const lay = async (tray: string, payload = sealed) =>
  await app.inject({
    method: 'POST',
    url: `/t/${tray}`,
    headers: { 'content-type': 'application/octet-stream' },
    payload,
  });
const next = async (tray: string) => await app.inject({ method: 'GET', url: `/v1/trays/${tray}/next`, headers: kiosk });

describe('a tray', () => {
  test('takes what a telephone sends and gives it to the kiosk once', async () => {
    const tray = await open();
    expect((await next(tray)).statusCode).toBe(204);
    expect((await lay(tray)).statusCode).toBe(204);
    const given = await next(tray);
    expect([given.statusCode, given.rawPayload.equals(sealed)]).toEqual([200, true]);
    expect((await next(tray)).statusCode).toBe(204);
  });

  test('has a page whose words are no markup and whose code is the only one that may run', async () => {
    const answer = await app.inject({ method: 'GET', url: `/t/${await open()}` });
    expect(answer.body).toContain('<h1>Chụp &lt;giấy tờ></h1>');
    expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'sha256-/);
    expect(answer.headers['content-security-policy']).not.toMatch(/script-src[^;]*unsafe/);
  });

  test('is opened, emptied and closed by kiosks alone', async () => {
    const tray = await open();
    await lay(tray);
    for (const [method, url] of [
      ['POST', '/v1/trays'],
      ['GET', `/v1/trays/${tray}/next`],
      ['DELETE', `/v1/trays/${tray}`],
    ] as const) {
      expect(
        (await app.inject({ method, url, ...(method === 'POST' ? { payload: { words: {} } } : {}) })).statusCode,
      ).toBe(401);
    }
    expect((await next(tray)).statusCode).toBe(200);
  });

  test('that nobody opened, that was closed or whose time is up takes nothing', async () => {
    const tray = await open();
    expect((await lay('A'.repeat(24))).statusCode).toBe(410);
    time += paperLimits.openMs;
    expect((await lay(tray)).statusCode).toBe(410);
    expect((await app.inject({ method: 'GET', url: `/t/${tray}` })).statusCode).toBe(410);
    expect((await next(tray)).statusCode).toBe(410);
    const other = await open();
    await app.inject({ method: 'DELETE', url: `/v1/trays/${other}`, headers: kiosk });
    expect((await lay(other)).statusCode).toBe(410);
  });

  test('takes as many as a visit needs, none too large, and nothing of another kind', async () => {
    const tray = await open();
    for (let count = 0; count < paperLimits.count; count += 1) expect((await lay(tray)).statusCode).toBe(204);
    expect((await lay(tray)).statusCode).toBe(409);
    expect((await lay(await open(), Buffer.alloc(paperLimits.bytes + 65))).statusCode).toBe(413);
    const form = await app.inject({
      method: 'POST',
      url: `/t/${tray}`,
      headers: { 'content-type': 'text/plain' },
      payload: 'x',
    });
    expect(form.statusCode).toBe(415);
  });

  test('is overwritten when it is closed', async () => {
    const tray = await open();
    const paper = Buffer.from('a paper');
    expect(trays.lay(tray, paper)).toBe('laid');
    trays.close(tray);
    expect(paper.equals(Buffer.alloc(paper.length))).toBe(true);
  });

  test('is one of a few: a hub does not fill its memory with them', async () => {
    let status = 201;
    for (let count = 0; count < 100 && status === 201; count += 1) {
      status = (await app.inject({ method: 'POST', url: '/v1/trays', headers: kiosk, payload: { words: {} } }))
        .statusCode;
    }
    expect(status).toBe(503);
  });
});
