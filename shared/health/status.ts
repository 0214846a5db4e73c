import type { DiskCondition, Enrolment, PortalReach, PrinterState, ScannerState, SendError } from './figures.ts';

/** Everything one terminal knows about how it is doing; times are wall clock, ms. Nothing in it is of a person. */
export interface DeviceStatus {
  version: string;
  /** Of the content that is shown. */
  content: string;
  /** As terminal.json calls it, and as the hub knows it. */
  terminal: string;
  dev: string;
  enrolment: Enrolment;
  hub: HubStatus;
  /** `freeMb` null: the system does not say. */
  disk: { freeMb: number | null; condition: DiskCondition };
  /** `offsetMs` against the hub's clock, above 0 when this one is ahead; null: not known. */
  clock: { offsetMs: number | null; suspect: boolean };
  printer: PrinterState;
  scanner: ScannerState;
  portal: { reach: PortalReach; lastWellAt: number | null };
}

export interface HubStatus {
  /** There is one to send to. */
  known: boolean;
  /** The last push went well. */
  connected: boolean;
  /** A push is under way. */
  busy: boolean;
  /** When the hub last took something, and when it was last tried, since the program started. */
  lastSentAt: number | null;
  lastTriedAt: number | null;
  pending: number;
  /** When the oldest fact that waits was recorded. */
  oldestPendingAt: number | null;
  /** Null while the last push went well. */
  lastError: SendError | null;
}
