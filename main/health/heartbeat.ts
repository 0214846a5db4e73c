/** Watches for a page that no longer answers. */
export interface Heartbeat {
  /** The page lives. */
  beat(): void;
  stop(): void;
}

/**
 * Calls `onSilence` once when no beat came for `silenceMs`; the next beat arms it again. When this process itself stood
 * still (a suspended machine), the late look is not the page's fault and one more round is granted.
 */
export function watchHeartbeat({
  silenceMs = 3000,
  lookEveryMs = 500,
  now,
  onSilence,
}: {
  silenceMs?: number;
  lookEveryMs?: number;
  now: () => number;
  onSilence: () => void;
}): Heartbeat {
  let lastBeat: number | null = null;
  let lastLook = now();
  const timer = setInterval(() => {
    const stoodStill = now() - lastLook > 4 * lookEveryMs;
    lastLook = now();
    if (lastBeat === null) return;
    if (stoodStill) lastBeat = now();
    if (now() - lastBeat < silenceMs) return;
    lastBeat = null;
    onSilence();
  }, lookEveryMs);
  return {
    beat() {
      lastBeat = now();
    },
    stop() {
      clearInterval(timer);
    },
  };
}
