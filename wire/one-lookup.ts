import { lookup as askSystem, type LookupAddress, type LookupOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';

type Answer = { error: NodeJS.ErrnoException } | { error: null; addresses: LookupAddress[] };

/** What asks the system: `dns.lookup`, always for all addresses. */
export type Ask = (
  hostname: string,
  options: LookupOptions & { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * A `lookup` for sockets that never has more than one question about a host under way; whoever asks meanwhile shares its
 * answer. getaddrinfo cannot be called off and holds a thread of libuv's pool until the resolver answers, long after the
 * connection has timed out, and durable writes need that pool: retries against a dead resolver must not pile up in it.
 */
export function oneLookup(ask: Ask = askSystem): LookupFunction {
  const underWay = new Map<string, ((answer: Answer) => void)[]>();
  return (hostname, { all = false, family: wanted = 0 }, done) => {
    const deliver = (answer: Answer): void => {
      const family = wanted === 'IPv4' ? 4 : wanted === 'IPv6' ? 6 : wanted;
      const found = answer.error === null ? answer.addresses : [];
      const addresses = found.filter((each) => family === 0 || each.family === family);
      const [first] = addresses;
      if (first === undefined) done(answer.error ?? noAddress(hostname), all ? [] : '');
      else if (all) done(null, addresses);
      else done(null, first.address, first.family);
    };
    const others = underWay.get(hostname);
    if (others !== undefined) {
      others.push(deliver);
      return;
    }
    const waiting = [deliver];
    underWay.set(hostname, waiting);
    ask(hostname, { all: true }, (error, addresses) => {
      underWay.delete(hostname);
      for (const each of waiting) each(error === null ? { error, addresses } : { error });
    });
  };
}

/** As getaddrinfo says it when a host has no address of the wanted family. */
function noAddress(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { code: 'ENOTFOUND', hostname });
}
