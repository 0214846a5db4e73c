import type { Settings } from '../../db/terminal/settings.ts';

/** How far the hub's clock is ahead of this terminal's, ms, and how sure that is (half the way there and back). */
export interface ClockOffset {
  off: number;
  unc: number;
}

/**
 * The hub's time as far as a terminal knows it. Its own clock is never set: an offset is a fact that is sent along, and
 * what signatures are dated with. It survives a restart, so that a dead clock battery costs nothing.
 */
export interface HubClock {
  offset(): ClockOffset | null;
  /** The hub's time now, ms; this terminal's before anything is known. */
  at(): number;
  /** An answer came with the hub's time; sent and received by this terminal's clock. */
  heard(hubTime: number, sent: number, received: number): void;
}

/** Changes smaller than this are jitter of the network, and not written down, ms. */
const worthKeepingMs = 1000;

export async function openHubClock({ settings, now }: { settings: Settings; now: () => number }): Promise<HubClock> {
  let offset = parsed(await settings.read('clock-offset'));
  return {
    offset: () => offset,
    at: () => now() + (offset?.off ?? 0),
    heard(hubTime, sent, received) {
      const before = offset;
      offset = {
        off: Math.round(hubTime - (sent + received) / 2),
        unc: Math.max(0, Math.round((received - sent) / 2)),
      };
      if (before !== null && Math.abs(before.off - offset.off) < worthKeepingMs) return;
      // Not waited for: without it the next start has one request more.
      settings.write('clock-offset', JSON.stringify(offset)).catch(() => undefined);
    },
  };
}

function parsed(text: string | null): ClockOffset | null {
  if (text === null) return null;
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || !('off' in value) || !('unc' in value)) return null;
  return { off: Number(value.off), unc: Number(value.unc) };
}
