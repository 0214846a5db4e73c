import type { Answer, Send } from '../../wire/send.ts';
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

/** A way there that fails like a bad network, by the seed; `count` is told each fault. */
export function badNetwork(send: Send, random: Random, count: (fault: Fault) => void): Send {
  return async (outgoing) => {
    const fault = drawn(random() * 100);
    if (fault === null) return await send(outgoing);
    count(fault);
    if (fault === 'refused') throw new Error('refused');
    if (fault === 'captive')
      return answerOf(200, { 'content-type': 'text/html' }, '<html>Log in to the network</html>');
    if (fault === 'overloaded') return answerOf(503, { 'retry-after': '1' });
    if (fault === 'slow') await new Promise((done) => setTimeout(done, random() * 500));
    const answer = await send(outgoing);
    if (fault === 'slow') return answer;
    if (fault === 'twice') return await send(outgoing);
    throw new Error('the answer was lost');
  };
}

const answerOf = (status: number, headers: Record<string, string>, text = ''): Answer => ({
  status,
  headers,
  body: Buffer.from(text),
});

function drawn(number: number): Fault | null {
  let upTo = 0;
  for (const fault of Object.keys(faults) as Fault[]) {
    upTo += faults[fault];
    if (number < upTo) return fault;
  }
  return null;
}
