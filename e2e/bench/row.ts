import type { Spread } from './spread.ts';

/** One line of the table. `holds`: null for a figure that has no target and stands for comparison. */
export interface Row {
  what: string;
  figure: string;
  against: string;
  target: string;
  holds: boolean | null;
  /** What a reader must know beside it: how it was measured, why a target is not reached. */
  note?: string;
  /** Everything the line was made from. */
  raw: Record<string, Spread | number | string>;
}

/** Written as '1.23 s (1.10-1.40)'. */
export function written(spread: Spread, unit: string, digits = 2): string {
  const { median, min, max } = spread;
  return `${median.toFixed(digits)} ${unit} (${min.toFixed(digits)}-${max.toFixed(digits)})`;
}
