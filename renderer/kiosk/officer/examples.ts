import type { DeviceStatus } from '../../../shared/health/status.ts';
import type { OfficerFace } from '../../../shared/officer/face.ts';

/** A state of the officer's screen, in whatever language and size. */
export type OfficerExample = OfficerFace extends infer Face
  ? Face extends unknown
    ? Omit<Face, 'language' | 'textSize'>
    : never
  : never;

/** Five past two in the afternoon in the hall, on a day that has passed. */
const fiveToTwo = Date.UTC(2026, 10, 24, 6, 55);
const minutes = (count: number): number => fiveToTwo + count * 60_000;

const well: DeviceStatus = {
  version: '0.1.0',
  content: '2026-11-24',
  terminal: 'kiosk-1',
  dev: 'k7qd3m',
  enrolment: 'enrolled',
  hub: {
    known: true,
    connected: true,
    busy: false,
    lastSentAt: minutes(10),
    lastTriedAt: minutes(10),
    pending: 0,
    oldestPendingAt: null,
    lastError: null,
  },
  disk: { freeMb: 12_400, condition: 'fine' },
  clock: { offsetMs: 800, suspect: false },
  printer: 'ready',
  scanner: 'ready',
  portal: { reach: 'fine', lastWellAt: minutes(0) },
};

const away = { connected: false, pending: 3, oldestPendingAt: minutes(-35) } as const;

/** A hall whose line has been down for a day. */
const cutOff: DeviceStatus = {
  ...well,
  hub: { ...well.hub, ...away, pending: 312, lastError: 'no-network' },
};

/** The officer's screens, in the states that look different. */
export const officerExamples: Record<string, OfficerExample> = {
  'officer-pin': { state: 'pin', triesLeft: null, lockedMinutes: null },
  'officer-pin-wrong': { state: 'pin', triesLeft: 4, lockedMinutes: null },
  'officer-pin-locked': { state: 'pin', triesLeft: null, lockedMinutes: 5 },
  'officer-well': { state: 'status', exporting: null, status: well },
  'officer-some-left': {
    state: 'status',
    exporting: null,
    status: {
      ...well,
      enrolment: 'unknown',
      hub: { ...well.hub, pending: 3, busy: true },
      clock: { offsetMs: null, suspect: false },
      printer: 'none',
      scanner: 'unseen',
      portal: { reach: 'unknown', lastWellAt: null },
    },
  },
  'officer-no-network': {
    state: 'status',
    exporting: null,
    status: { ...well, hub: { ...well.hub, ...away, lastError: 'no-network' } },
  },
  'officer-export': { state: 'status', exporting: { step: 'offered' }, status: cutOff },
  'officer-export-running': { state: 'status', exporting: { step: 'running', facts: 150, of: 312 }, status: cutOff },
  'officer-export-done': {
    state: 'status',
    exporting: { step: 'done', facts: 312, file: '/media/kiosk/TIEPDAN/k7qd3m-20261124-140507.tiepdan' },
    status: cutOff,
  },
  'officer-export-full': { state: 'status', exporting: { step: 'failed', why: 'full' }, status: cutOff },
  'officer-no-hub': {
    state: 'status',
    exporting: null,
    status: {
      ...well,
      enrolment: 'unknown',
      hub: { ...well.hub, ...away, known: false, lastSentAt: null, lastTriedAt: null },
    },
  },
  'officer-all-wrong': {
    state: 'status',
    exporting: null,
    status: {
      ...well,
      enrolment: 'revoked',
      hub: { ...well.hub, ...away, lastError: 'untrusted' },
      disk: { freeMb: 40, condition: 'full' },
      clock: { offsetMs: -44 * 60_000, suspect: true },
      printer: 'failing',
      scanner: 'lost',
      portal: { reach: 'failing', lastWellAt: minutes(0) },
    },
  },
  'officer-restart': { state: 'restart' },
};
