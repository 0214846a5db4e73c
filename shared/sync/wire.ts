import { z } from 'zod';

/**
 * What a terminal and a hub say to each other: POST /v1/push, gzip NDJSON. Line 0 is the header below, each further line
 * the exact bytes of one record, its sequence implied by its place.
 */
export const wireVersion = 1;
export const pushPath = '/v1/push';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
export const deviceName = z.string().regex(/^[A-Za-z0-9]{1,32}$/);
const streamName = z.string().regex(/^[a-z2-7]{13}$/);
const sequence = z.number().int().min(0);

/** Line 0: whose records follow, from where, and the hashes before the first and after the last. */
export const pushHeader = z.object({
  p: z.literal(wireVersion),
  dev: deviceName,
  s: streamName,
  from: z.number().int().min(1),
  /** How many sequences the lines stand for: a tombstone stands for several. */
  n: z.number().int().min(1),
  prev: hash,
  tip: hash,
  /** Up to where the terminal believes the hub has it. */
  acked: sequence,
  /** What else waits at the terminal, for the hub's picture of it. */
  q: z.object({ pend: z.number().int().min(0) }),
  /** How far the hub's clock is ahead of the terminal's and how sure that is, ms; null before the first answer. */
  clk: z
    .object({ off: z.number().int(), unc: z.number().int().min(0) })
    .nullable()
    .default(null),
  /** The program's version. */
  app: z.string().max(32).default(''),
});
export type PushHeader = z.infer<typeof pushHeader>;

/** What the hub has of a stream: nothing else makes a record count as delivered. */
export const have = z.object({ s: streamName, upto: sequence, tip: hash });
export type Have = z.infer<typeof have>;

/** 200: what is durable at the hub now, and what it asks for. */
export const pushReply = z.object({
  p: z.literal(wireVersion),
  hub: z.string(),
  have,
  /** Up to where the topmost hub has it, when this one passes facts on; else it is the topmost itself. */
  up: z.object({ upto: sequence }).optional(),
  /** Durable, but not understood yet: shown to engineers, never sent again. */
  quar: z.array(z.number().int()),
  /** The hub's clock, ms. */
  t: z.number(),
  next_ms: z.number().int().min(0),
  lim: z.object({ rec: z.number().int().min(1), kb: z.number().int().min(1) }),
  /** The hub's signature over what it has (base64). */
  rcpt: z.string().max(128),
  /** The hub wishes for a new key: the terminal makes one and signs for it with the old. */
  rotate: z.boolean().default(false),
});
export type PushReply = z.infer<typeof pushReply>;

/** 409: `gap`, the hub lacks what comes before; `fork`, it holds other bytes under the same place. */
export const conflictReply = z.object({ error: z.enum(['gap', 'fork']), have });

/** 401: the signature holds but the clocks are too far apart; the hub's own, ms, is what to sign with. */
export const skewReply = z.object({ error: z.literal('skew'), t: z.number() });

/** Hard limits of a hub, for one push. */
export const pushLimits = {
  compressedBytes: 1024 * 1024,
  inflatedBytes: 8 * 1024 * 1024,
  /** A body that inflates further than this is a bomb. */
  ratio: 50,
  lines: 1000,
  lineBytes: 64 * 1024,
  /** Arrays and objects within each other. */
  depth: 20,
  /** What it asks terminals to keep to. */
  records: 500,
  kilobytes: 256,
} as const;
