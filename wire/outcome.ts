import { faultWord } from '../shared/fault.ts';
import { type Answer, ranOutOfTime } from './send.ts';

/** What came of one push: an answer, or none. */
export type PushOutcome =
  | {
      got: 'answer';
      status: number;
      contentType: string;
      retryAfter: string | null;
      body: string;
      tookMs: number;
      /** When it was sent and answered, by this machine's clock, ms. */
      sent: number;
      received: number;
    }
  | { got: 'timeout' }
  | { got: 'nothing'; reason: string };

/** Waits for what comes of a push. Never throws: a network that fails is an outcome. */
export async function outcomeOf(push: () => Promise<Answer>, now: () => number): Promise<PushOutcome> {
  const began = performance.now();
  const sent = now();
  try {
    const { status, headers, body } = await push();
    return {
      got: 'answer',
      status,
      contentType: String(headers['content-type'] ?? ''),
      retryAfter: headers['retry-after'] === undefined ? null : String(headers['retry-after']),
      body: body.toString('utf8'),
      tookMs: performance.now() - began,
      sent,
      received: now(),
    };
  } catch (error) {
    return ranOutOfTime(error) ? { got: 'timeout' } : { got: 'nothing', reason: reasonOf(error) };
  }
}

/** The kind of failure alone: addresses and contents stay out of the log. */
export function reasonOf(error: unknown): string {
  return faultWord(error instanceof Error ? (error.cause ?? error) : error);
}
