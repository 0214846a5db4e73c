import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keptLog } from '../../db/testing/temporary.ts';
import type { HealthFigures } from '../../shared/health/figures.ts';
import { reportHealth } from './report-health.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('a minute after the start and every hour from then on, also when once it could not be read; not after the stop', async () => {
  const report = vi.fn();
  const figures = vi.fn(async () => ({}) as HealthFigures);
  const stop = reportHealth({ figures, report, log: keptLog() });
  await vi.advanceTimersByTimeAsync(59_999);
  expect(report).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(report).toHaveBeenCalledTimes(1);
  figures.mockRejectedValueOnce(new Error('the disk does not answer'));
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(report).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(report).toHaveBeenCalledTimes(2);
  stop();
  await vi.advanceTimersByTimeAsync(10 * 3_600_000);
  expect(report).toHaveBeenCalledTimes(2);
});
