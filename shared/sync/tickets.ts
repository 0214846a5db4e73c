import { z } from 'zod';
import { factBodies } from '../facts/facts.ts';

/**
 * A call for help on its way from a kiosk to a desk, while it is of use; that it was made is a fact besides. PUT
 * /v1/tickets/:rid by the kiosk; POST .../claim and .../resolve by staff, .../cancel by the kiosk, each with `If-Match`, the
 * version that was seen: of two at once one wins. It says which step of which service, and nothing of anybody.
 */
export const ticketsPath = '/v1/tickets';

const { service, step, difficulty, language } = factBodies['help.requested'].shape;
const about = { service, step, difficulty, language };

/** The call's id, as in its facts. */
export const ticketId = z.uuid();

export const ticketRequest = z.strictObject({
  ...about,
  /** How long it may ring, s. */
  ttl_s: z.number().int().min(30).max(3600).default(900),
  /** How long ago the call was made, by the kiosk's monotonic clock, ms: it may have waited for the hub. */
  age_ms: z.number().int().min(0),
});
export type TicketRequest = z.infer<typeof ticketRequest>;

/** `expired-offline`: it came when nobody was waiting any more, and never rang. */
export const ticketStates = ['open', 'claimed', 'resolved', 'cancelled', 'expired', 'expired-offline'] as const;
export type TicketState = (typeof ticketStates)[number];

/** As the feed `hall:<unit>` carries it. */
export const ticket = z.object({
  rid: ticketId,
  unit: z.string(),
  dev: z.string(),
  state: z.enum(ticketStates),
  ver: z.number().int().min(1),
  ...about,
  /** Who has claimed it: a sign-in name. */
  by: z.string().nullable(),
  /** The hub's clock, ms: when it came, and until when it is as it is if nobody does anything. */
  came: z.number(),
  until: z.number(),
});
export type Ticket = z.infer<typeof ticket>;
