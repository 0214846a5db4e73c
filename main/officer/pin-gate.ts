import { isPin } from './pin.ts';

export const pinLimits = { wrong: 5, lockedMs: 5 * 60_000 } as const;

export interface PinGate {
  /** Null when another one is being checked, or the gate is locked: then it was not looked at. */
  try(pin: string): Promise<'right' | 'wrong' | null>;
  /** How many wrong ones are still allowed. */
  triesLeft(): number;
  /** How long it stays locked, ms; 0 when it is not. */
  lockedMs(): number;
}

/** Lets five wrong PINs pass, then none for five minutes. `now`: a clock in ms that nobody can set. */
export function openPinGate({ hash, now }: { hash: string; now: () => number }): PinGate {
  let wrong = 0;
  let lockedUntil = Number.NEGATIVE_INFINITY;
  let checking = false;
  const lockedMs = (): number => Math.max(0, lockedUntil - now());
  return {
    async try(pin) {
      if (checking || lockedMs() > 0) return null;
      checking = true;
      try {
        if (await isPin(pin, hash)) {
          wrong = 0;
          return 'right';
        }
        wrong += 1;
        if (wrong >= pinLimits.wrong) {
          lockedUntil = now() + pinLimits.lockedMs;
          wrong = 0;
        }
        return 'wrong';
      } finally {
        checking = false;
      }
    },
    triesLeft: () => pinLimits.wrong - wrong,
    lockedMs,
  };
}
