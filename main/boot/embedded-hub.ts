import { randomBytes, randomInt } from 'node:crypto';
import { createInterface } from 'node:readline';
import { type UtilityProcess, utilityProcess } from 'electron';
import { codeAlphabet, codeShape } from '../../shared/sync/enrolment.ts';
import type { Log } from '../log.ts';

export interface EmbeddedHub {
  stop(): void;
}

/** Where the hub answers, and the secrets it was started with: made anew at every start, never written down. */
export interface HubAddress {
  address: string;
  /** Lets this kiosk in. */
  code: string;
  readKey: string;
}

const restartAfterMs = 2000;
/** A line of its log with every frame of an error in it is shorter, characters. */
const longestHubLine = 8000;

/**
 * Runs the hub that comes with a single kiosk as a process of its own, on loopback, on a port nobody knows beforehand.
 * When it dies it is started again; `onAddress` is called each time it listens.
 */
export function startEmbeddedHub({
  script,
  file,
  unit,
  phones,
  phoneScript,
  fonts,
  log,
  onAddress,
}: {
  script: string;
  file: string;
  /** The office that the kiosk stands in. */
  unit: string;
  /** Where telephones reach it, for papers; null: nothing but this kiosk does. */
  phones: { address: string } | null;
  /** The built code of the page that they open. */
  phoneScript: string;
  /** The folder of the built fonts, for its own pages. */
  fonts: string;
  log: Log;
  onAddress: (hub: HubAddress) => void;
}): EmbeddedHub {
  const secrets = { code: newCode(), readKey: randomBytes(24).toString('base64url') };
  const listening = phones === null ? null : { ...placeOf(phones.address), script: phoneScript };
  let running: UtilityProcess | null = null;
  let stopped = false;

  function start(): void {
    const hub = utilityProcess.fork(script, [], { serviceName: 'Tiếp Dân hub', stdio: ['ignore', 'ignore', 'pipe'] });
    running = hub;
    if (hub.stderr !== null) {
      createInterface(hub.stderr).on('line', (line) =>
        log.error({ line: line.slice(0, longestHubLine) }, 'embedded hub'),
      );
    }
    hub.once('spawn', () => hub.postMessage({ file, unit, phones: listening, fonts, ...secrets }));
    hub.on('message', (message: unknown) => {
      const address = addressIn(message);
      if (address !== null) onAddress({ address, ...secrets });
    });
    hub.once('exit', (code) => {
      if (stopped) return;
      log.warn({ code }, 'embedded hub ended, starting it again');
      setTimeout(start, restartAfterMs);
    });
  }

  start();
  return {
    stop() {
      stopped = true;
      running?.kill();
    },
  };
}

function newCode(): string {
  const length = codeShape.idLength + codeShape.secretLength;
  return Array.from({ length }, () => codeAlphabet[randomInt(codeAlphabet.length)]).join('');
}

function addressIn(message: unknown): string | null {
  if (typeof message !== 'object' || message === null || !('address' in message)) return null;
  return typeof message.address === 'string' ? message.address : null;
}

/** Host and port of an address. */
function placeOf(address: string): { host: string; port: number } {
  const { hostname, port } = new URL(address);
  return { host: hostname, port: port === '' ? 80 : Number(port) };
}
