import { createReadStream, type ReadStream } from 'node:fs';
import type { ScannerState } from '../../shared/health/figures.ts';
import type { Log } from '../log.ts';

/** How long until a scanner that is not there, or was pulled out, is looked for again, ms. */
const againMs = 5000;
/** Longer than any card's code; what has no end is noise. */
const longestLine = 4000;

export interface SerialScanner {
  state(): Extract<ScannerState, 'ready' | 'lost'>;
  close(): void;
}

/**
 * Reads a scanner that is a serial port of its own: each line is one code. Unlike one that types like a keyboard it keeps
 * Vietnamese whole. It may come and go; lines are given on and kept nowhere.
 */
export function openSerialScanner({
  device,
  onText,
  log,
  retryMs = againMs,
}: {
  /** As the system names it: /dev/ttyACM0, \\.\COM3. */
  device: string;
  onText: (text: string) => void;
  log: Log;
  retryMs?: number;
}): SerialScanner {
  let stream: ReadStream | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let told = false;
  let closed = false;
  let state: Extract<ScannerState, 'ready' | 'lost'> = 'lost';

  function open(): void {
    let line = '';
    stream = createReadStream(device, { encoding: 'utf8' });
    stream.once('open', () => {
      state = 'ready';
      told = false;
    });
    stream.on('data', (text) => {
      const lines = (line + String(text)).split(/[\r\n]+/);
      line = (lines.pop() ?? '').slice(0, longestLine);
      for (const whole of lines) if (whole !== '') onText(whole.slice(0, longestLine));
    });
    stream.once('error', (error: NodeJS.ErrnoException) => {
      // Once a time it is away, not every five seconds.
      if (!told) log.warn({ code: error.code ?? 'unknown' }, 'the card scanner cannot be read');
      told = true;
    });
    stream.once('close', () => {
      state = 'lost';
      if (!closed) timer = setTimeout(open, retryMs);
    });
  }

  open();
  return {
    state: () => state,
    close() {
      closed = true;
      clearTimeout(timer);
      stream?.destroy();
    },
  };
}
