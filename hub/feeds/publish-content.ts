import { z } from 'zod';
import type { Feeds } from '../../db/hub/feeds.ts';
import { failure, type Result, success } from '../../shared/result.ts';
import { type ContentItem, contentItem } from '../../shared/sync/feeds.ts';
import type { Blobs } from './blobs.ts';

const manifest = z.object({ version: contentItem.shape.version });

/**
 * Hands a content pack down to all terminals. Whether it is signed, and newer than what is there, each terminal finds out for
 * itself: a hub has no say in what a kiosk tells people. Error: a sentence.
 */
export async function publishContent(
  pack: Buffer,
  { blobs, feeds }: { blobs: Blobs; feeds: Pick<Feeds, 'put'> },
): Promise<Result<ContentItem, string>> {
  const version = versionIn(pack);
  if (version === null) return failure('it is not a content pack');
  const item = { version, ...blobs.keep(pack) };
  await feeds.put('content', 'pack', item);
  return success(item);
}

function versionIn(pack: Buffer): string | null {
  try {
    const { manifest: signed } = JSON.parse(pack.toString('utf8')) as { manifest?: unknown };
    return manifest.safeParse(JSON.parse(String(signed))).data?.version ?? null;
  } catch {
    return null;
  }
}
