interface Measures {
  gap: number;
  /** What there is for items and, where there is more than one page, the buttons that turn them. */
  room: number;
  pagerHeight: number;
  /** True: as much as fits on the first page; only the others are even. */
  fullFirst?: boolean;
}

/**
 * Splits items onto pages that need no scrolling. `heights` and the measures in the same unit. As few pages as can be,
 * and those as even as can be: a line left alone on the last page looks forgotten. An item taller than a page gets one
 * of its own. Gives the index of each page's first item.
 */
export function splitPages(heights: number[], { gap, room, pagerHeight, fullFirst = false }: Measures): number[] {
  const whole = stretches(heights, gap).at(heights.length - 1) ?? 0;
  if (whole <= room) return [0];
  const besidePager = room - pagerHeight - gap;
  if (!fullFirst) return even(heights, gap, besidePager);
  const second = fill(heights, gap, besidePager)[1];
  if (second === undefined) return [0];
  return [0, ...even(heights.slice(second), gap, besidePager).map((start) => second + start)];
}

/** As few pages as can be, and the lowest of those. */
function even(heights: number[], gap: number, room: number): number[] {
  const fewest = fill(heights, gap, room);
  const lowest = stretches(heights, gap)
    .filter((sum) => sum < room)
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
