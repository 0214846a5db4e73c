import type { TerminalFeeds } from '../../db/terminal/feeds.ts';
import { contentItem } from '../../shared/sync/feeds.ts';
import { fetchPack } from '../content/fetch-pack.ts';
import type { Log } from '../log.ts';
import { keyForNow, sealWords } from '../words/seal-words.ts';
import type { SealWords } from '../words/take-words.ts';
import type { HubLine } from './hub-line.ts';
import { startPuller } from './puller.ts';

/** What a hub hands down, as far as this terminal uses it. */
export interface Following {
  /** Seals to the hub's key of this month; null until the hub has given one. */
  seal(): SealWords | null;
  stop(): Promise<void>;
}

/**
 * Follows the hub's feeds: keys to seal words with, at once; a new content pack, fetched whole beside the old one and shown
 * from the next start on. What was read before holds while the hub is away.
 */
export async function followHub({
  feeds,
  line,
  folder,
  log,
  now,
}: {
  feeds: TerminalFeeds;
  line: HubLine;
  folder: string;
  log: Log;
  now: () => number;
}): Promise<Following> {
  let keys = await feeds.items('sealing-keys');
  const stopping = new AbortController();
  let fetching: Promise<void> = Promise.resolve();

  async function takePack(): Promise<void> {
    const [announced] = await feeds.items('content');
    const item = contentItem.safeParse(announced?.body);
    if (!item.success) return;
    const fetched = await fetchPack({ item: item.data, folder, ask: line.ask, signal: stopping.signal });
    if (!fetched.ok)
      log.warn({ version: item.data.version, ...fetched.error }, 'a content pack could not be fetched yet');
    else if (fetched.value === 'fetched')
      log.info({ version: item.data.version }, 'a content pack: shown from the next start on');
  }

  const puller = startPuller({
    scopes: [
      { scope: 'sealing-keys', live: false },
      { scope: 'content', live: false },
    ],
    feeds,
    ask: line.ask,
    log,
    onChanged(scope) {
      if (scope === 'content') fetching = fetching.then(takePack).catch(() => undefined);
      else void feeds.items(scope).then((read) => (keys = read));
    },
  });
  return {
    seal() {
      const key = keyForNow(keys, now());
      return key === null ? null : (text) => sealWords(text, key);
    },
    async stop() {
      stopping.abort();
      await puller.stop();
      await fetching;
    },
  };
}
