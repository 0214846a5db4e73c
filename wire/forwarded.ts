/** The address that a device signed, as `Forwarded` (RFC 7239) says it. */
export function forwardedOf(url: string): string {
  const { host, protocol } = new URL(url);
  return `host="${host}";proto=${protocol.slice(0, -1)}`;
}

/** Scheme and authority of the address that a device signed; null: the header says none. */
export function originIn(forwarded: string): string | null {
  const said = /^host="([^"\s]{1,255})";proto=(https?)$/.exec(forwarded);
  return said === null ? null : `${said[2]}://${said[1]}`;
}
