import type { OfficerFace } from './face.ts';

/** Nobody has asked for the officer's screen. */
export const closedOfficer: OfficerFace = { state: 'closed', language: 'vi', textSize: 'M' };
