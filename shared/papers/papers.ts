/**
 * Papers that a resident photographs with a telephone for the portal's form. They go from the telephone to a tray at the
 * hub, sealed with a key that only the square code on the glass carries, and from there into the kiosk's memory.
 */
export const paperLimits = {
  /** One paper as it is sent, bytes; the portal takes 15 MB in all. */
  bytes: 5 * 1024 * 1024,
  /** Papers of one visit. */
  count: 8,
  /** How long a tray takes papers, ms. */
  openMs: 10 * 60_000,
  /** The longer side of a picture after shrinking, pixels: an A4 sheet stays readable. */
  longestSide: 2000,
} as const;

export const paperKinds = ['jpeg', 'pdf'] as const;
export type PaperKind = (typeof paperKinds)[number];

/** Where kiosks and telephones find trays at a hub. */
export const traysPath = '/v1/trays';
export const phonePath = '/t';

/** What it is by its first bytes, whatever it says of itself; null: nothing a form takes. */
export function paperKindOf(bytes: Uint8Array): PaperKind | null {
  const begins = (...signs: number[]): boolean => signs.every((sign, at) => bytes[at] === sign);
  if (begins(0xff, 0xd8, 0xff)) return 'jpeg';
  return begins(0x25, 0x50, 0x44, 0x46, 0x2d) ? 'pdf' : null;
}
