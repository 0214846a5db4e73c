import { randomBytes } from 'node:crypto';
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { paperLimits } from '../../shared/papers/papers.ts';
import { closedPortal } from '../../shared/portal/closed-portal.ts';
import type { PapersFace } from '../../shared/portal/face.ts';
import { openPaperDesk } from './paper-desk.ts';
import type { TrayClient } from './tray-client.ts';

const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A desk at a hub that answers from here. */
function open(client: Partial<TrayClient> = {}) {
  const laid: Uint8Array[] = [];
  const closed: string[] = [];
  let face: PapersFace = closedPortal.papers;
  const desk = openPaperDesk({
    client: {
      open: async () => 'tray-1',
      next: async () => laid.shift() ?? null,
      close: async (tray) => void closed.push(tray),
      ...client,
    },
    address: 'http://192.0.2.7:8421/',
    onChange: (changed) => {
      face = changed;
    },
    now: Date.now,
  });
  const key = (): Buffer => Buffer.from(face.address?.split('#')[1] ?? '', 'base64url');
  const lay = (bytes: Uint8Array, sealedWith = key()): void => {
    const nonce = randomBytes(24);
    laid.push(Buffer.concat([nonce, xchacha20poly1305(sealedWith, nonce).encrypt(bytes)]));
  };
  return { desk, lay, closed, face: () => face, key };
}

describe('papers from a telephone', () => {
  test('come in sealed, are known by number and size alone, and can be put on the page', async () => {
    const { desk, lay, face } = open();
    desk.open({});
    await vi.advanceTimersByTimeAsync(10);
    expect(face()).toMatchObject({ state: 'waiting', papers: [] });
    expect(face().address).toMatch(/^http:\/\/192\.0\.2\.7:8421\/t\/tray-1#[\w-]{43}$/);
    lay(jpeg);
    await vi.advanceTimersByTimeAsync(1500);
    expect(face().papers).toEqual([{ number: 1, kind: 'jpeg', kilobytes: 1 }]);
    expect(desk.find(1)?.bytes).toEqual(jpeg);
    expect(desk.find(2)).toBeUndefined();
  });

  test('that are sealed with another key, or are neither picture nor PDF, are dropped', async () => {
    const { desk, lay, face } = open();
    desk.open({});
    await vi.advanceTimersByTimeAsync(10);
    lay(jpeg, randomBytes(32));
    lay(new TextEncoder().encode('#!/bin/sh'));
    lay(new TextEncoder().encode('%PDF-1.7'));
    await vi.advanceTimersByTimeAsync(5000);
    expect(face().papers).toEqual([{ number: 1, kind: 'pdf', kilobytes: 1 }]);
  });

  test('are overwritten with the visit, and the tray is closed', async () => {
    const { desk, lay, face, closed } = open();
    desk.open({});
    await vi.advanceTimersByTimeAsync(10);
    lay(jpeg);
    await vi.advanceTimersByTimeAsync(1500);
    const bytes = desk.find(1)?.bytes;
    desk.forget();
    expect(bytes).toEqual(new Uint8Array(jpeg.length));
    expect(face()).toEqual(closedPortal.papers);
    expect(closed).toEqual(['tray-1']);
    expect(desk.find(1)).toBeUndefined();
  });

  test('are there still when the time of the code is up; another code can be had', async () => {
    const { desk, lay, face } = open();
    desk.open({});
    await vi.advanceTimersByTimeAsync(10);
    const { address } = face();
    lay(jpeg);
    await vi.advanceTimersByTimeAsync(paperLimits.openMs + 2000);
    expect(face()).toMatchObject({ state: 'over', address: null, papers: [{ number: 1 }] });
    desk.open({});
    await vi.advanceTimersByTimeAsync(10);
    expect(face().state).toBe('waiting');
    expect(face().address).not.toBe(address);
  });

  test('do not come where no hub answers, and the screen knows', async () => {
    const { desk, face } = open({ open: async () => await Promise.reject(new Error('no hub')) });
    desk.open({});
    await vi.advanceTimersByTimeAsync(10);
    expect(face().state).toBe('failed');
  });

  test('a visit that ends before the hub has answered leaves no tray behind', async () => {
    const { desk, closed, face } = open({
      open: async () => {
        await new Promise((done) => setTimeout(done, 500));
        return 'late';
      },
    });
    desk.open({});
    desk.forget();
    await vi.advanceTimersByTimeAsync(600);
    expect(closed).toEqual(['late']);
    expect(face()).toEqual(closedPortal.papers);
  });
});
