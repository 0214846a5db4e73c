/**
 * Splits items onto pages that need no scrolling. `heights`, `gap` and `room` in the same unit; `pagerHeight` is what the
 * page buttons take when there is more than one page. An item taller than a page gets one of its own. Gives the index of
 * each page's first item.
 */
export function splitPages(
  heights: number[],
  { gap, room, pagerHeight }: { gap: number; room: number; pagerHeight: number },
): number[] {
  const whole = heights.reduce((sum, height) => sum + height, 0) + gap * Math.max(0, heights.length - 1);
  if (whole <= room) return [0];
  const starts = [0];
  let used = 0;
  for (const [index, height] of heights.entries()) {
    const first = starts.at(-1) === index;
    const needed = first ? height : used + gap + height;
    if (!first && needed > room - pagerHeight - gap) {
      starts.push(index);
      used = height;
    } else {
      used = needed;
    }
  }
  return starts;
}
