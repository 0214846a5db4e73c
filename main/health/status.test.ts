import { expect, test } from 'vitest';
import { parseFact } from '../../shared/facts/facts.ts';
import type { SenderStatus } from '../sync/sender.ts';
import { sendErrorOf } from './send-error.ts';
import { figuresOf, readStatus, type StatusSources } from './status.ts';

const now = 1_800_000_000_000;
const sender: SenderStatus = {
  busy: false,
  armed: true,
  failures: 0,
  lastError: null,
  lastTriedAt: now - 60_000,
  lastSentAt: now - 60_000,
};

function sources(changed: Partial<StatusSources> = {}): StatusSources {
  return {
    version: '0.1.0',
    content: '2026-11-24',
    terminal: 'kiosk-1',
    sending: async () => ({ dev: 'k7qd3m', pending: 0, oldestPendingAt: null, sender }),
    enrolment: () => 'enrolled',
    disk: async () => ({ freeMb: 12_400, condition: 'fine' }),
    clockOffsetMs: () => null,
    printer: async () => 'ready',
    scanner: () => 'none',
    portal: () => ({ reach: 'fine', lastWellAt: now - 600_000 }),
    ...changed,
  };
}

test('the hub counts as connected when the last push went well, and not before the first or without a hub', async () => {
  const hubWith = async (changed: Partial<SenderStatus> | null, lastError: string | null = null) => {
    const about = changed === null ? null : { ...sender, ...changed, lastError };
    const sending = async () => ({ dev: 'k', pending: 2, oldestPendingAt: now - 5000, sender: about });
    return (await readStatus(sources({ sending }))).hub;
  };
  expect(await hubWith({})).toMatchObject({ connected: true, lastError: null, pending: 2 });
  expect(await hubWith({}, 'ECONNREFUSED')).toMatchObject({ connected: false, lastError: 'no-answer' });
  expect(await hubWith({ lastSentAt: null })).toMatchObject({ connected: false, lastSentAt: null });
  expect(await hubWith(null)).toMatchObject({ known: false, connected: false, busy: false, lastTriedAt: null });
});

test('a clock that is more than ten minutes off is suspect, either way; one that nobody has compared is not', async () => {
  const suspect = async (ms: number | null) => (await readStatus(sources({ clockOffsetMs: () => ms }))).clock.suspect;
  const offsets = [null, 600_000, -600_000, 600_001, -600_001];
  expect(await Promise.all(offsets.map(suspect))).toEqual([false, false, false, true, true]);
});

test('why a push failed is told by a code, whatever the system called it', () => {
  const told = ['ENOTFOUND', 'ECONNRESET', 'timeout', 'UND_ERR_CONNECT_TIMEOUT', 'impostor', 'CERT_HAS_EXPIRED'];
  const codes = ['no-network', 'no-answer', 'slow', 'slow', 'impostor', 'untrusted'];
  const answered = ['EPROTO', 'status 503', 'status 403', 'Odd'];
  expect(answered.map(sendErrorOf)).toEqual(['untrusted', 'busy', 'refused', 'other']);
  expect(told.map(sendErrorOf)).toEqual(codes);
  expect(sendErrorOf(null)).toBeNull();
});

test('its figures are ages and names of our own, and a fact takes them however wild the clock and the disk are', async () => {
  const wild = sources({
    clockOffsetMs: () => -9e15,
    content: 'v'.repeat(80),
    disk: async () => ({ freeMb: 3.7e12, condition: 'failing' }),
    portal: () => ({ reach: 'failing', lastWellAt: now + 60_000 }),
    sending: async () => ({
      dev: 'k',
      pending: 5e12,
      oldestPendingAt: 0,
      sender: { ...sender, lastError: 'x'.repeat(900) },
    }),
  });
  for (const status of [await readStatus(sources()), await readStatus(wild)]) {
    const body = { event: 'report', version: '0.1.0', figures: figuresOf(status, now) };
    expect(parseFact('device.health', body)).toMatchObject({ ok: true });
  }
  expect(figuresOf(await readStatus(sources()), now)).toMatchObject({
    sentSecondsAgo: 60,
    portalSecondsAgo: 600,
    oldestSeconds: null,
    diskFreeMb: 12_400,
  });
});

test('facts of before are still right, a report has figures, and figures have no room for words', async () => {
  const figures = figuresOf(await readStatus(sources()), now);
  const facts = [
    { event: 'started', version: '0.1.0', electron: '45' },
    { event: 'stopped', version: '0.1.0' },
    { event: 'stopped', version: '0.1.0', figures },
    { event: 'report', version: '0.1.0', figures },
    { event: 'report', version: '0.1.0' },
    { event: 'report', version: '0.1.0', figures: { ...figures, address: 'http://192.168.1.20' } },
    { event: 'report', version: '0.1.0', figures: { ...figures, sendError: 'getaddrinfo ENOTFOUND hub.example' } },
  ];
  expect(facts.map((body) => parseFact('device.health', body).ok)).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});
