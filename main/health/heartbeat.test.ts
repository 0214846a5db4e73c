import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchHeartbeat } from './heartbeat.ts';

let skipped = 0;
beforeEach(() => {
  skipped = 0;
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

function watch() {
  const onSilence = vi.fn();
  return { onSilence, heartbeat: watchHeartbeat({ now: () => Date.now() + skipped, onSilence }) };
}

test('a page that answers is left alone, one that stops is reported once within 3.5 seconds', () => {
  const { onSilence, heartbeat } = watch();
  for (let second = 0; second < 10; second += 1) {
    heartbeat.beat();
    vi.advanceTimersByTime(1000);
  }
  expect(onSilence).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2500);
  expect(onSilence).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(60_000);
  expect(onSilence).toHaveBeenCalledTimes(1);
  heartbeat.stop();
});

test('a page that has not started yet is not silent', () => {
  const { onSilence, heartbeat } = watch();
  vi.advanceTimersByTime(20_000);
  expect(onSilence).not.toHaveBeenCalled();
  heartbeat.stop();
});

test('a machine that slept is not a page that hangs', () => {
  const { onSilence, heartbeat } = watch();
  heartbeat.beat();
  vi.advanceTimersByTime(1000);
  skipped = 8 * 3600_000;
  vi.advanceTimersByTime(500);
  expect(onSilence).not.toHaveBeenCalled();
  vi.advanceTimersByTime(3500);
  expect(onSilence).toHaveBeenCalledTimes(1);
  heartbeat.stop();
});
