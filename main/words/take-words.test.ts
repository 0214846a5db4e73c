import { expect, test, vi } from 'vitest';
import { keptLog } from '../../db/testing/temporary.ts';
import { success } from '../../shared/result.ts';
import type { VisitView } from '../../shared/visit/view.ts';
import { firstView } from '../../shared/visit/view-of.ts';
import { type SealWords, takeWords } from './take-words.ts';

const sealed = { month: '2026-11', box: 'A'.repeat(64) };

function desk({
  seal = async () => success(sealed),
  record = async () => undefined,
}: Partial<{
  seal: SealWords;
  record: () => Promise<void>;
}> = {}) {
  const there: VisitView = { ...firstView('one'), sheet: 'words', difficulty: 'D99' };
  let view = there;
  const notice = vi.fn();
  const recorded = vi.fn(record);
  const log = { ...keptLog(), error: vi.fn() };
  const take = takeWords({ visits: { view: () => view, notice }, seal: () => seal, record: recorded, log });
  return { take, notice, recorded, log, show: (change: Partial<VisitView>) => (view = { ...there, ...change }) };
}

test('are taken on their sheet alone', async () => {
  const { take, recorded, show } = desk();
  for (const change of [{ sheet: 'difficulty' }, { visit: null }, { difficulty: null }] as const) {
    show(change);
    expect(await take('không tải được giấy')).toBe('failed');
  }
  expect(recorded).not.toHaveBeenCalled();
  show({});
  expect(await take('không tải được giấy')).toBe('taken');
  expect(recorded).toHaveBeenCalledWith({ visit: 'one', difficulty: 'D99', words: sealed });
});

test('of a visit that ended meanwhile are kept, and the next visit is told nothing', async () => {
  const { take, notice, recorded, show } = desk({
    seal: async () => {
      show({ visit: 'two', sheet: 'none' });
      return success(sealed);
    },
  });
  expect(await take('không tải được giấy')).toBe('taken');
  expect(recorded).toHaveBeenCalledWith({ visit: 'one', difficulty: 'D99', words: sealed });
  expect(notice).not.toHaveBeenCalled();
});

test('that cannot be sealed or recorded are in no log', async () => {
  const fail = async (): Promise<never> => await Promise.reject(new Error('không tải được giấy'));
  for (const broken of [desk({ seal: fail }), desk({ record: fail })]) {
    expect(await broken.take('không tải được giấy')).toBe('failed');
    expect(broken.notice).not.toHaveBeenCalled();
    expect(broken.log.error).toHaveBeenCalledTimes(1);
    expect(JSON.stringify(broken.log.error.mock.calls)).not.toContain('giấy');
  }
});
