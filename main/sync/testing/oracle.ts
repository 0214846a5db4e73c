import type { LandedFact } from '../../../db/hub/landing.ts';
import { type HubPlace, type HubStore, openHubStore } from '../../../db/hub/store.ts';

/**
 * The outside observer: it knows every `record()` that returned, and reads the hub's own database. What a terminal or a hub
 * believes of itself does not count.
 */
export interface Oracle {
  /** `record()` returned. */
  note(dev: string, recorded: { rid: string; seq: number }): void;
  recorded(dev?: string): number;
  /** Every breach of an invariant, in words; none after healing. I1 exactly once, I2 nothing twice, I3 order, I4 chain. */
  faults(): Promise<string[]>;
  /** I8: how many of this device's facts are durable at the hub now. */
  durable(dev: string): Promise<number>;
  facts(): Promise<LandedFact[]>;
}

const mostFacts = 1_000_000;

export function openOracle(place: HubPlace): Oracle {
  const noted = new Map<string, { rid: string; seq: number }[]>();

  async function atHub<T>(look: (store: HubStore) => Promise<T>): Promise<T> {
    const opened = await openHubStore(place);
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    try {
      return await look(opened.value);
    } finally {
      await opened.value.close();
    }
  }
  const facts = (): Promise<LandedFact[]> => atHub((store) => store.landing.all(mostFacts));

  return {
    note(dev, recorded) {
      noted.set(dev, [...(noted.get(dev) ?? []), recorded]);
    },
    recorded: (dev) =>
      [...noted].reduce((sum, [of, list]) => sum + (dev === undefined || of === dev ? list.length : 0), 0),
    facts,
    durable: (dev) =>
      atHub(async (store) =>
        (await store.landing.streams()).filter((at) => at.dev === dev).reduce((sum, at) => sum + at.upto, 0),
      ),
    async faults() {
      const { landed, verified } = await atHub(async (store) => ({
        landed: await store.landing.all(mostFacts),
        verified: await store.verify(),
      }));
      return [
        ...[...noted].flatMap(([dev, list]) => delivery(dev, list, landed)),
        ...contiguity(landed),
        ...verified.faults.map(({ dev, stream, seq, what }) => `I4 ${dev}/${stream}: ${what} at ${seq}`),
      ];
    },
  };
}

/** I1, I2, I3 of one device: what was recorded against what is at the hub. */
function delivery(dev: string, noted: { rid: string; seq: number }[], landed: LandedFact[]): string[] {
  const here = landed.filter((fact) => fact.dev === dev).map(({ line }) => ridIn(line));
  const count = new Map<string, number>();
  for (const rid of here) count.set(rid, (count.get(rid) ?? 0) + 1);
  const known = new Set(noted.map(({ rid }) => rid));
  const inOrder = noted.toSorted((one, other) => one.seq - other.seq).map(({ rid }) => rid);
  const faults = inOrder
    .filter((rid) => !count.has(rid))
    .map((rid) => `I1 ${dev}: ${rid} was recorded and is not at the hub`);
  for (const [rid, times] of count) {
    if (times > 1) faults.push(`I2 ${dev}: ${rid} is at the hub ${times} times`);
    if (!known.has(rid)) faults.push(`I1 ${dev}: ${rid} is at the hub and was never recorded`);
  }
  if (faults.length === 0 && here.some((rid, index) => rid !== inOrder[index])) faults.push(`I3 ${dev}: another order`);
  return faults;
}

/** I3 of every stream: 1, 2, 3 ... without a gap. */
function contiguity(landed: LandedFact[]): string[] {
  const last = new Map<string, number>();
  const faults: string[] = [];
  for (const { dev, stream, seq } of landed.toSorted((one, other) => one.seq - other.seq)) {
    const before = last.get(dev + stream) ?? 0;
    if (seq !== before + 1) faults.push(`I3 ${dev}/${stream}: ${seq} follows ${before}`);
    last.set(dev + stream, seq);
  }
  return faults;
}

function ridIn(line: string): string {
  return (JSON.parse(line) as { rid: string }).rid;
}
