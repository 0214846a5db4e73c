import { randomBytes } from 'node:crypto';
import { paperLimits } from '../../shared/papers/papers.ts';

/** What becomes of a paper that a telephone sends: `over` is a tray that is closed or never was. */
export type Laid = 'laid' | 'full' | 'over';

/** Trays for papers on their way from a telephone to a kiosk: in memory, sealed, taken once. */
export interface Trays {
  /** A new tray's name, which nobody can guess; null when there are too many. */
  open(words: Record<string, string>): string | null;
  /** What its page says; null: no such tray. */
  words(tray: string): Record<string, string> | null;
  lay(tray: string, sealed: Buffer): Laid;
  /** The next paper, which is nowhere else then; `over`: no such tray. */
  take(tray: string): Buffer | null | 'over';
  /** Overwrites what lies in it. */
  close(tray: string): void;
  closeAll(): void;
}

/** A kiosk has one at a time; this is for a large hall whose kiosks were all switched off at once. */
const mostTrays = 64;

export function openTrays(now: () => number): Trays {
  const trays = new Map<string, { words: Record<string, string>; until: number; count: number; papers: Buffer[] }>();
  const close = (name: string): void => {
    for (const paper of trays.get(name)?.papers ?? []) paper.fill(0);
    trays.delete(name);
  };
  const closeOld = (): void => {
    for (const [name, { until }] of trays) if (until <= now()) close(name);
  };
  const sweep = setInterval(closeOld, 30_000);
  sweep.unref();
  const find = (name: string) => {
    closeOld();
    return trays.get(name);
  };
  return {
    open(words) {
      closeOld();
      if (trays.size >= mostTrays) return null;
      const name = randomBytes(18).toString('base64url');
      trays.set(name, { words, until: now() + paperLimits.openMs, count: 0, papers: [] });
      return name;
    },
    words: (name) => find(name)?.words ?? null,
    lay(name, sealed) {
      const tray = find(name);
      if (tray === undefined) return 'over';
      if (tray.count >= paperLimits.count) return 'full';
      tray.count += 1;
      tray.papers.push(sealed);
      return 'laid';
    },
    take: (name) => {
      const tray = find(name);
      return tray === undefined ? 'over' : (tray.papers.shift() ?? null);
    },
    close,
    closeAll() {
      clearInterval(sweep);
      for (const name of trays.keys()) close(name);
    },
  };
}
