import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitPages } from './split-pages.ts';

const measures = { gap: 10, room: 320, pagerHeight: 80 };

test('what fits stays on one page, without page buttons', () => {
  expect(splitPages([100, 100, 100], measures)).toEqual([0]);
});

test('what does not fit is split, leaving room for the buttons', () => {
  expect(splitPages([100, 100, 100, 100], measures)).toEqual([0, 2]);
});

test('pages are even: nothing is left alone on the last one', () => {
  // Three would fit on the first page, and leave one with a line.
  expect(splitPages([100, 100, 100, 100, 20], { gap: 10, room: 420, pagerHeight: 70 })).toEqual([0, 2]);
});

test('the first page holds as much as fits where it is to be full, and the others are even', () => {
  const heights = [100, 100, 100, 100, 20];
  const measured = { gap: 10, room: 410, pagerHeight: 70 };
  expect(splitPages(heights, measured)).toEqual([0, 2]);
  expect(splitPages(heights, { ...measured, fullFirst: true })).toEqual([0, 3]);
  expect(splitPages([300, ...heights], { ...measured, fullFirst: true })).toEqual([0, 1, 3]);
  // One item alone, higher than the glass, needs no second page.
  expect(splitPages([500], { ...measured, fullFirst: true })).toEqual([0]);
});

test('no page is higher than its room, unless one item alone is', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 20, max: 400 }), { minLength: 1, maxLength: 20 }), (heights) => {
      const starts = splitPages(heights, measures);
      const room = starts.length === 1 ? measures.room : measures.room - measures.pagerHeight - measures.gap;
      for (const [page, start] of starts.entries()) {
        const items = heights.slice(start, starts[page + 1]);
        expect(items.length).toBeGreaterThan(0);
        const height = items.reduce((sum, item) => sum + item, 0) + measures.gap * (items.length - 1);
        expect(items.length === 1 || height <= room).toBe(true);
      }
    }),
  );
});
