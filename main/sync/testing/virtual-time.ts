import { onTestFinished, vi } from 'vitest';
import type { Sender } from '../sender.ts';

/**
 * The sender's waits pass at once; the network, the disk and their waits are real. For one sender and nothing else that
 * waits by a timer in this process: a hub that must answer runs beside.
 */
export function virtualTime() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  async function settled(sender: Sender): Promise<void> {
    do await new Promise<void>((soon) => setImmediate(soon));
    while (sender.status().busy);
  }
  return {
    settled,
    /** Lets time pass up to the sender's next attempt and that end; returns how long it waited for it, ms. */
    async nextAttempt(sender: Sender): Promise<number> {
      await settled(sender);
      const before = performance.now();
      while (!sender.status().busy && vi.getTimerCount() > 0) vi.advanceTimersToNextTimer();
      const waited = performance.now() - before;
      await settled(sender);
      return waited;
    },
    /** Lets so much time pass without regard to what happens in it. */
    pass: (ms: number) => vi.advanceTimersByTime(ms),
  };
}
