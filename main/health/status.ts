import {
  type DiskCondition,
  type Enrolment,
  type HealthFigures,
  mostFigure,
  type PrinterState,
  type ScannerState,
} from '../../shared/health/figures.ts';
import type { DeviceStatus } from '../../shared/health/status.ts';
import type { SenderStatus } from '../sync/sender.ts';
import { sendErrorOf } from './send-error.ts';

/** What the journal and its sender say; `sender` null: there is no hub to send to. */
export interface SendingState {
  dev: string;
  pending: number;
  /** When the oldest pending fact was recorded, wall clock, ms. */
  oldestPendingAt: number | null;
  sender: SenderStatus | null;
}

/** Where each part of a status comes from: whoever knows it. */
export interface StatusSources {
  version: string;
  content: string;
  terminal: string;
  sending: () => Promise<SendingState>;
  enrolment: () => Enrolment;
  disk: () => Promise<{ freeMb: number | null; condition: DiskCondition }>;
  /** This clock against the hub's, ms; null: not known. */
  clockOffsetMs: () => number | null;
  printer: () => Promise<PrinterState>;
  scanner: () => ScannerState;
  portal: () => DeviceStatus['portal'];
}

/** A clock that is further off than this makes times on slips and in facts wrong, ms. */
const suspectOffsetMs = 10 * 60_000;

/** Asks every source and puts together what is known now. */
export async function readStatus(sources: StatusSources): Promise<DeviceStatus> {
  const [sending, disk, printer] = await Promise.all([sources.sending(), sources.disk(), sources.printer()]);
  const { dev, pending, oldestPendingAt, sender } = sending;
  const offsetMs = sources.clockOffsetMs();
  return {
    version: sources.version,
    content: sources.content,
    terminal: sources.terminal,
    dev,
    enrolment: sources.enrolment(),
    hub: {
      known: sender !== null,
      connected: sender !== null && sender.lastSentAt !== null && sender.lastError === null,
      busy: sender?.busy ?? false,
      lastSentAt: sender?.lastSentAt ?? null,
      lastTriedAt: sender?.lastTriedAt ?? null,
      pending,
      oldestPendingAt,
      lastError: sendErrorOf(sender?.lastError ?? null),
    },
    disk,
    clock: { offsetMs, suspect: offsetMs !== null && Math.abs(offsetMs) > suspectOffsetMs },
    printer,
    scanner: sources.scanner(),
    portal: sources.portal(),
  };
}

/** The same as the figures of a `device.health` fact: times become ages, `now` is the wall clock, ms. */
export function figuresOf(status: DeviceStatus, now: number): HealthFigures {
  const { hub, disk, clock, portal } = status;
  const secondsSince = (time: number | null): number | null =>
    time === null ? null : within(Math.max(0, (now - time) / 1000));
  return {
    content: status.content.slice(0, 32),
    enrolment: status.enrolment,
    pending: within(hub.pending),
    oldestSeconds: secondsSince(hub.oldestPendingAt),
    sentSecondsAgo: secondsSince(hub.lastSentAt),
    sendError: hub.lastError,
    disk: disk.condition,
    diskFreeMb: disk.freeMb === null ? null : within(disk.freeMb),
    clockOffsetMs: clock.offsetMs === null ? null : within(clock.offsetMs),
    printer: status.printer,
    scanner: status.scanner,
    portal: portal.reach,
    portalSecondsAgo: secondsSince(portal.lastWellAt),
  };
}

const within = (value: number): number => Math.round(Math.min(Math.max(value, -mostFigure), mostFigure));
