import type { Random } from './random.ts';

/** What a hall's network does to a push, and how often of a hundred. */
const faults = {
  /** Nobody answers. */
  refused: 8,
  /** It arrives and is committed; the answer does not come back. */
  'answer lost': 8,
  /** It arrives twice. */
  twice: 4,
  /** A captive portal answers in the hub's place. */
  captive: 3,
  /** The hub, or what stands before it, is overloaded. */
  overloaded: 3,
  slow: 6,
} as const;
export type Fault = keyof typeof faults;

/** A fetch that fails like a bad network, by the seed; `count` is told each fault. */
export function badNetwork(random: Random, count: (fault: Fault) => void): typeof fetch {
  return async (input, init) => {
    const fault = drawn(random() * 100);
    if (fault === null) return await fetch(input, init);
    count(fault);
    if (fault === 'refused') throw new TypeError('fetch failed');
    if (fault === 'captive')
      return new Response('<html>Log in to the network</html>', { headers: { 'content-type': 'text/html' } });
    if (fault === 'overloaded') return new Response('', { status: 503, headers: { 'retry-after': '1' } });
    if (fault === 'slow') await new Promise((done) => setTimeout(done, random() * 500));
    const answer = await fetch(input, init);
    if (fault === 'slow') return answer;
    await answer.arrayBuffer();
    if (fault === 'twice') return await fetch(input, init);
    throw new TypeError('fetch failed');
  };
}

function drawn(number: number): Fault | null {
  let upTo = 0;
  for (const fault of Object.keys(faults) as Fault[]) {
    upTo += faults[fault];
    if (number < upTo) return fault;
  }
  return null;
}
