import { connect, createServer, type Socket } from 'node:net';

export interface LinkOptions {
  /** Each way. */
  bitsPerSecond: number;
  /** There and back, ms. */
  roundTripMs: number;
  /** The share of requests that are reset: half of them before the hub has them, half before its answer is back. */
  resets: number;
  random: () => number;
}

/** A line as a commune far away has it: narrow, slow, and now and then gone. All connections share it. */
export async function startLink(target: string, { bitsPerSecond, roundTripMs, resets, random }: LinkOptions) {
  const { hostname, port } = new URL(target);
  const bytesPerMs = bitsPerSecond / 8 / 1000;
  const counted = { up: 0, down: 0, requests: 0, resets: 0 };
  const open = new Set<Socket>();

  /** One direction: bytes leave one after the other, and arrive half a round trip later. */
  function direction(): (from: Socket, arrived: (bytes: Buffer) => void, over: () => void) => void {
    let freeAt = 0;
    return (from, arrived, over) => {
      from.on('data', (bytes: Buffer) => {
        const now = performance.now();
        freeAt = Math.max(now, freeAt) + bytes.length / bytesPerMs;
        from.pause();
        setTimeout(() => from.resume(), freeAt - now);
        setTimeout(() => arrived(bytes), freeAt - now + roundTripMs / 2);
      });
      // What was sent before the end still arrives before it.
      from.on('close', () => setTimeout(over, Math.max(0, freeAt - performance.now()) + roundTripMs / 2 + 2));
    };
  }
  const up = direction();
  const down = direction();

  const server = createServer((client) => {
    const hub = connect(Number(port), hostname);
    const reset = (): void => {
      counted.resets += 1;
      client.resetAndDestroy();
      hub.destroy();
    };
    let answerIsLost = false;
    up(
      client,
      (bytes) => {
        counted.up += bytes.length;
        const begins = bytes.includes(' HTTP/1.1\r\n');
        if (begins) counted.requests += 1;
        if (begins && random() < resets) {
          if (random() < 0.5) return reset();
          answerIsLost = true;
        }
        if (!hub.destroyed) hub.write(bytes);
      },
      () => hub.end(),
    );
    down(
      hub,
      (bytes) => {
        counted.down += bytes.length;
        if (answerIsLost) reset();
        else if (!client.destroyed) client.write(bytes);
      },
      () => client.end(),
    );
    for (const socket of [client, hub]) {
      open.add(socket.setNoDelay(true));
      socket.on('close', () => open.delete(socket)).on('error', () => undefined);
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
