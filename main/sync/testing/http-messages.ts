/** Nothing that we speak has a larger head: what has is not HTTP/1.1 (it may be TLS), and is not looked at further. */
const largestHead = 64 * 1024;

/** Tells `whole` of each HTTP/1.1 message in a stream of bytes, by its Content-Length; what is no HTTP is left alone. */
export function messageReader(whole: (message: Buffer) => void): (chunk: Buffer) => void {
  let kept: Buffer | null = Buffer.alloc(0);
  return (chunk) => {
    if (kept === null) return;
    kept = Buffer.concat([kept, chunk]);
    for (let end = endOf(kept); end !== null && kept.length >= end; end = endOf(kept)) {
      whole(kept.subarray(0, end));
      kept = kept.subarray(end);
    }
    if (endOf(kept) === null && kept.length > largestHead) kept = null;
  };
}

function endOf(bytes: Buffer): number | null {
  const head = bytes.indexOf('\r\n\r\n');
  if (head === -1) return null;
  const length = /\r\ncontent-length: *(\d+)/i.exec(bytes.toString('latin1', 0, head))?.[1] ?? '0';
  return head + 4 + Number(length);
}

/** An answer as bytes, complete and with the right length; whoever gives it closes the connection after it. */
export function answerOf(
  status: number,
  { headers = {}, body = '' }: { headers?: Record<string, string>; body?: string } = {},
): string {
  const lines = Object.entries({ 'Content-Length': String(Buffer.byteLength(body)), Connection: 'close', ...headers });
  return `HTTP/1.1 ${status} Answer\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
}
