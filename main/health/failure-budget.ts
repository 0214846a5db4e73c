/** How many lost pages are bad luck, and when it is a broken kiosk. */
export interface FailureBudget {
  /** Notes one failure; true when it was one too many. `now`: any clock in ms that only goes forward. */
  spend(now: number): boolean;
}

/** Three failures within ten minutes are too many (design: reload, then out of service, then exit for the supervisor). */
export function failureBudget({ most = 3, withinMs = 10 * 60_000 } = {}): FailureBudget {
  let failures: number[] = [];
  return {
    spend(now) {
      failures = [...failures.filter((then) => now - then < withinMs), now];
      return failures.length >= most;
    },
  };
}
