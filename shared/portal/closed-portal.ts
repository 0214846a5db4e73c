import type { PortalFace } from './face.ts';

/** A visit without an open portal. */
export const closedPortal: PortalFace = {
  host: '',
  loading: false,
  failed: null,
  canGoBack: false,
  hasEntry: false,
  otherDoor: null,
  typing: null,
  touches: 0,
  outlined: null,
  known: true,
  blocked: null,
  paying: null,
  wantsFile: false,
  dialog: null,
  card: { state: 'consent', fault: null, masked: null, doubts: [], revealed: null, filled: [] },
  papers: { state: 'off', address: null, papers: [] },
};
