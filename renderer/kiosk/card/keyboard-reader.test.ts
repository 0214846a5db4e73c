import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readKeys } from './keyboard-reader.ts';

const code = '099090000002||Trần Văn Thử|31121990|Nam|Xã Mẫu|15062021';
let read: string[] = [];
beforeEach(() => {
  vi.useFakeTimers();
  read = [];
});
afterEach(() => vi.useRealTimers());

function type(text: string, everyMs: number, keys = (sign: string): string => sign) {
  const reader = readKeys((found) => read.push(found));
  for (const [index, sign] of [...text].entries()) reader.key({ key: keys(sign), timeStamp: 1000 + index * everyMs });
  return { reader, end: 1000 + text.length * everyMs };
}

test('what a scanner types becomes one text at its Enter', () => {
  const { reader, end } = type(code, 5);
  reader.key({ key: 'Enter', timeStamp: end });
  expect(read).toEqual([code]);
});

test('a scanner that ends without a word is understood after a silence', () => {
  type(code, 5);
  expect(read).toEqual([]);
  vi.advanceTimersByTime(300);
  expect(read).toEqual([code]);
});

test('what a hand types is no card', () => {
  const { reader, end } = type(code, 120);
  reader.key({ key: 'Enter', timeStamp: end });
  vi.advanceTimersByTime(1000);
  expect(read).toEqual([]);
});

test('a letter the keyboard could not say stands as lost', () => {
  const { reader, end } = type(code, 5, (sign) => (sign === 'ầ' ? 'Process' : sign));
  reader.key({ key: 'Enter', timeStamp: end });
  expect(read[0]).toContain('Tr\uFFFDn');
});

test('nothing is said once it was stopped', () => {
  type(code, 5).reader.stop();
  vi.advanceTimersByTime(1000);
  expect(read).toEqual([]);
});
