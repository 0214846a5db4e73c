import { z } from 'zod';

/**
 * What goes down from a hub to its terminals: things by key, each with a version, in feeds that are read on from a cursor.
 * GET /v1/pull?scope&after&limit&wait; 204: nothing new; 410: begin again without a cursor.
 */
export const pullPath = '/v1/pull';
export const blobPath = '/v1/blob';

export const pullLimits = {
  /** Things in one answer. */
  items: 200,
  /** How long a hub may keep a terminal waiting for something new, s. */
  waitSeconds: 25,
} as const;

/** Whose things: those of all terminals, or of the hall of one unit. */
const feedScope = z.string().regex(/^(settings|content|devices|sealing-keys|hall:[a-z0-9-]{1,64})$/);
export const hallScope = (unit: string): string => `hall:${unit}`;
/** The unit of a hall's feed; null: a feed for all. */
export const unitOfScope = (scope: string): string | null => (scope.startsWith('hall:') ? scope.slice(5) : null);

/** Where to read on. Its text means something to the hub that gave it and to nobody else. */
const cursor = z.string().min(1).max(80);

const feedItem = z.object({
  pos: z.number().int().min(1),
  key: z.string().min(1).max(80),
  ver: z.number().int().min(1),
  /** It is there no more; without, `body` is what it is now. */
  del: z.literal(true).optional(),
  body: z.unknown(),
});
export type FeedItem = z.infer<typeof feedItem>;

/** 200. `scope` and `after` say what was asked: an answer to another question is not taken. */
export const pullReply = z.object({
  scope: feedScope,
  after: cursor.nullable(),
  items: z.array(feedItem),
  next: cursor,
  more: z.boolean(),
});
export type PullReply = z.infer<typeof pullReply>;

export const pullQuery = z.object({
  scope: feedScope,
  after: cursor.nullable().default(null),
  limit: z.coerce.number().int().min(1).max(pullLimits.items).default(pullLimits.items),
  wait: z.coerce.number().int().min(0).max(pullLimits.waitSeconds).default(0),
});

/** The one thing in the feed `content`: the pack to be shown. */
export const contentItem = z.object({
  version: z.string().regex(/^\d{4}-\d{2}-\d{2}\.\d{1,4}$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  size: z.number().int().min(1),
});
export type ContentItem = z.infer<typeof contentItem>;
