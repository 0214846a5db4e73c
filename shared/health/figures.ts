import { z } from 'zod';

/** Whether the hub takes facts of this terminal. `unknown`: nobody has said yet. */
const enrolments = ['enrolled', 'waiting', 'revoked', 'unknown'] as const;
export type Enrolment = (typeof enrolments)[number];

/**
 * Why the hub did not get the last push. `impostor`: something else answered, a network that wants a sign-in for
 * instance; `untrusted`: it could not show who it is.
 */
const sendErrors = ['no-network', 'no-answer', 'slow', 'impostor', 'untrusted', 'busy', 'refused', 'other'] as const;
export type SendError = (typeof sendErrors)[number];

const diskConditions = ['fine', 'full', 'read-only', 'failing'] as const;
export type DiskCondition = (typeof diskConditions)[number];

/** `missing`: the system's queue does not know it; `failing`: it did not print the last slip. */
const printerStates = ['none', 'ready', 'missing', 'failing'] as const;
export type PrinterState = (typeof printerStates)[number];

/** `unseen`: it types or is a camera, so whether it is there shows only when it is used. */
const scannerStates = ['none', 'ready', 'lost', 'unseen'] as const;
export type ScannerState = (typeof scannerStates)[number];

/** How the portal answered the last visit that opened it. `unknown`: nobody has, since the program started. */
const portalReaches = ['none', 'unknown', 'fine', 'failing'] as const;
export type PortalReach = (typeof portalReaches)[number];

/** Larger than anything true; whoever measures stops here, so that a fact is never refused for it. */
export const mostFigure = 1_000_000_000;
const amount = z.number().int().min(0).max(mostFigure);

/** How a terminal is doing, as numbers and names of our own: what the officer's screen says, for the hub. */
export const healthFigures = z.strictObject({
  content: z.string().max(32),
  enrolment: z.enum(enrolments),
  pending: amount,
  /** Age of the oldest fact that waits, and time since the hub last took any, seconds. */
  oldestSeconds: amount.nullable(),
  sentSecondsAgo: amount.nullable(),
  sendError: z.enum(sendErrors).nullable(),
  disk: z.enum(diskConditions),
  diskFreeMb: amount.nullable(),
  /** Against the hub's clock; above 0 this one is ahead. */
  clockOffsetMs: z.number().int().min(-mostFigure).max(mostFigure).nullable(),
  printer: z.enum(printerStates),
  scanner: z.enum(scannerStates),
  portal: z.enum(portalReaches),
  /** Since its page last stood there well. */
  portalSecondsAgo: amount.nullable(),
});
export type HealthFigures = z.infer<typeof healthFigures>;
