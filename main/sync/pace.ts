import { pushLimits } from '../../shared/sync/wire.ts';

/** How much goes into the next push. Grows while answers are quick, halves when one is too slow or too large. */
export interface Pace {
  limit(): { records: number; bytes: number };
  grow(allowed: { records: number; bytes: number }): void;
  shrink(): void;
}

const firstRecords = 100;

/** Starts with 100 records; `bytes` as it was kept from an earlier refusal. */
export function openPace({ bytes = pushLimits.kilobytes * 1024 }: { bytes?: number } = {}): Pace {
  let records = firstRecords;
  let largest = bytes;
  return {
    limit: () => ({ records, bytes: largest }),
    grow(allowed) {
      records = Math.min(records * 2, allowed.records);
      largest = Math.min(largest * 2, allowed.bytes);
    },
    shrink() {
      records = Math.max(1, Math.floor(records / 2));
      largest = Math.max(1024, Math.floor(largest / 2));
    },
  };
}
