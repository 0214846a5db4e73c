/** Runs pieces of work as they come, so many at a time; the others wait in order. */
export function sideBySide(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= most) await new Promise<void>((turn) => waiting.push(turn));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // Whoever is next takes over this place.
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
