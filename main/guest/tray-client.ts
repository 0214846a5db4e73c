import { z } from 'zod';
import { paperLimits, traysPath } from '../../shared/papers/papers.ts';
import { jsonOf } from '../../wire/send.ts';
import type { HubLine } from '../sync/hub-line.ts';

/** A tray at the hub, as one visit uses it. */
export interface TrayClient {
  /** The new tray's name; rejects when there is no hub or it does not answer. */
  open(words: Record<string, string>): Promise<string>;
  /** The next sealed paper; null: none yet; `over`: the tray is closed. */
  next(tray: string): Promise<Uint8Array | null | 'over'>;
  close(tray: string): Promise<void>;
}

const opened = z.object({ tray: z.string().regex(/^[\w-]{24}$/) });
const patienceMs = 5000;

export function openTrayClient(hub: () => Pick<HubLine, 'ask'> | null): TrayClient {
  const ask = async (path: string, { method, body }: { method: 'GET' | 'POST' | 'DELETE'; body?: string }) => {
    const to = hub();
    if (to === null) throw new Error('no hub yet');
    return await to.ask({
      method,
      path,
      signal: AbortSignal.timeout(patienceMs),
      ...(body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: Buffer.from(body) }),
    });
  };
  return {
    async open(words) {
      const answer = await ask(traysPath, { method: 'POST', body: JSON.stringify({ words }) });
      if (answer.status !== 201) throw new Error(`the hub opens no tray: ${answer.status}`);
      return opened.parse(jsonOf(answer)).tray;
    },
    async next(tray) {
      const answer = await ask(`${traysPath}/${tray}/next`, { method: 'GET' });
      if (answer.status === 410) return 'over';
      if (answer.status !== 200) return null;
      const bytes = new Uint8Array(answer.body);
      answer.body.fill(0);
      return bytes.length > paperLimits.bytes + 64 ? null : bytes;
    },
    async close(tray) {
      await ask(`${traysPath}/${tray}`, { method: 'DELETE' });
    },
  };
}
