import { expect, test } from 'vitest';
import { type Corner, cornerAt, knock, noKnocking, pauseMs } from './corner-knock.ts';

/** Presses these corners, so long after one another; whether the last one completed the gesture. */
function press(corners: Corner[], pause = 300): boolean {
  let knocking = noKnocking;
  let complete = false;
  for (const [index, corner] of corners.entries()) ({ knocking, complete } = knock(knocking, corner, index * pause));
  return complete;
}
const left = (count: number): Corner[] => Array.from({ length: count }, () => 'left');

test('five presses in the left corner and one in the right one', () => {
  expect(press([...left(5), 'right'])).toBe(true);
  expect(press([...left(5), 'right'], pauseMs)).toBe(true);
  // Whoever loses count has lost nothing.
  expect(press([...left(7), 'right'])).toBe(true);
});

test('nothing else: fewer, slower, somewhere in between, the other way round', () => {
  expect(press([...left(4), 'right'])).toBe(false);
  expect(press([...left(5), 'right'], pauseMs + 1)).toBe(false);
  expect(press([...left(3), null, ...left(2), 'right'])).toBe(false);
  expect(press([...left(5), null, 'right'])).toBe(false);
  expect(press(['right', 'right', 'right', 'right', 'right', 'left'])).toBe(false);
  expect(press(left(6))).toBe(false);
  expect(press([...left(5), 'right', 'right'])).toBe(false);
});

test('the corners are 24 mm of glass, wherever the glass lies in the window', () => {
  const glass = { left: 100, top: 50, right: 100 + 268 * 4, bottom: 50 + 476 * 4 } as DOMRect;
  const at = (xMm: number, yMm: number): Corner => cornerAt({ x: 100 + xMm * 4, y: 50 + yMm * 4 }, glass, 4);
  expect([at(10, 466), at(23, 453), at(25, 470), at(10, 451)]).toEqual(['left', 'left', null, null]);
  expect([at(258, 466), at(245, 453), at(243, 470), at(134, 470)]).toEqual(['right', 'right', null, null]);
});
