interface Measures {
  gap: number;
  /** What there is for items and, where there is more than one page, the buttons that turn them. */
  room: number;
  pagerHeight: number;
}

/**
 * Splits items onto pages that need no scrolling. `heights` and the measures in the same unit. As few pages as can be,
 * and those as even as can be: a line left alone on the last page looks forgotten. An item taller than a page gets one
 * of its own. Gives the index of each page's first item.
 */
export function splitPages(heights: number[], { gap, room, pagerHeight }: Measures): number[] {
  const sums = stretches(heights, gap);
  const whole = sums.at(heights.length - 1) ?? 0;
  if (whole <= room) return [0];
  const roomBesidePager = room - pagerHeight - gap;
  const fewest = fill(heights, gap, roomBesidePager);
  const lowest = sums
    .filter((sum) => sum < roomBesidePager)
    .toSorted((one, other) => one - other)
    .find((sum) => fill(heights, gap, sum).length === fewest.length);
  return lowest === undefined ? fewest : fill(heights, gap, lowest);
}

/** Items one after another, a new page wherever the next one does not fit under `most`. */
function fill(heights: number[], gap: number, most: number): number[] {
  const starts = [0];
  let used = 0;
  for (const [index, height] of heights.entries()) {
    const first = starts.at(-1) === index;
    const needed = first ? height : used + gap + height;
    if (!first && needed > most) {
      starts.push(index);
      used = height;
    } else {
      used = needed;
    }
  }
  return starts;
}

/** How high every run of neighbouring items is, those from the first item on first. */
function stretches(heights: number[], gap: number): number[] {
  return heights.flatMap((_, start) => {
    let sum = -gap;
    return heights.slice(start).map((height) => {
      sum += gap + height;
      return sum;
    });
  });
}
