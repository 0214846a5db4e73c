import { connect, createServer, type Socket } from 'node:net';

/** What went through, TCP's own headers apart. */
export interface Counted {
  up: number;
  down: number;
  requests: number;
  connections: number;
}

export interface Proxy {
  /** http://host:port in place of the target's. */
  address: string;
  counted(): Counted;
  close(): Promise<void>;
}

const requestLineEnd = ' HTTP/1.1\r\n';

/** Stands between a terminal and a hub and counts: bytes both ways, and requests by their first lines. */
export async function startProxy(target: string): Promise<Proxy> {
  const { hostname, port } = new URL(target);
  const counted: Counted = { up: 0, down: 0, requests: 0, connections: 0 };
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const hub = connect(Number(port), hostname);
    counted.connections += 1;
    let tail = '';
    client.on('data', (bytes) => {
      counted.up += bytes.length;
      const text = tail + bytes.toString('latin1');
      counted.requests += text.split(requestLineEnd).length - 1;
      tail = text.slice(-(requestLineEnd.length - 1));
    });
    hub.on('data', (bytes) => {
      counted.down += bytes.length;
    });
    client.pipe(hub).pipe(client);
    for (const socket of [client, hub]) {
      open.add(socket.setNoDelay(true));
      socket.on('close', () => open.delete(socket)).on('error', () => [client, hub].map((one) => one.destroy()));
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const at = server.address();
  return {
    address: `http://127.0.0.1:${typeof at === 'object' ? at?.port : ''}`,
    counted: () => ({ ...counted }),
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}
